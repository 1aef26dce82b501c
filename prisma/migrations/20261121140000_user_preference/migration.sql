-- How each person wants their desk to look. A row is its owner's alone: neither the firm nor another client's
-- viewer reads it, which is why the person too is a setting of the transaction.
CREATE TABLE "user_preference" (
    "user_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_preference_pkey" PRIMARY KEY ("user_id", "organization_id", "key"),
    CONSTRAINT "user_preference_key" CHECK (length("key") BETWEEN 1 AND 128),
    -- PostgreSQL writes JSON with a space after each comma and colon: twice what the API takes is room enough.
    CONSTRAINT "user_preference_value" CHECK (octet_length("value"::text) <= 32768)
);
ALTER TABLE "user_preference" ADD CONSTRAINT "user_preference_user_id_fkey"
  FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "user_preference" ADD CONSTRAINT "user_preference_organization_id_fkey"
  FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

CREATE FUNCTION tb_user_id() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('truebook.user_id', true), '')::uuid
$$;
ALTER TABLE "user_preference" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "user_preference" FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON "user_preference"
  USING (organization_id = tb_organization_id() AND user_id = tb_user_id());
GRANT SELECT, INSERT, UPDATE ON "user_preference" TO truebook_app;
