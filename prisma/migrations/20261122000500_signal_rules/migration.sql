-- Of which signals a person wants to be told, and of which they were: whoever writes the notice tells.
CREATE TABLE "signal_rule" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "instrument_ids" TEXT[] NOT NULL,
    "timeframes" TEXT[] NOT NULL,
    "score_min" DOUBLE PRECISION NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signal_rule_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "signal_notice" (
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "signal_id" UUID NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signal_notice_pkey" PRIMARY KEY ("organization_id","user_id","signal_id")
);

CREATE INDEX "signal_rule_organization_id_user_id_idx" ON "signal_rule"("organization_id", "user_id");

CREATE INDEX "signal_notice_told_at_idx" ON "signal_notice"("told_at");

ALTER TABLE "signal_rule" ADD CONSTRAINT "signal_rule_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "signal_rule" ADD CONSTRAINT "signal_rule_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "signal_notice" ADD CONSTRAINT "signal_notice_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;


ALTER TABLE "signal_rule" ADD CONSTRAINT signal_rule_score CHECK (score_min >= 0 AND score_min < 'Infinity');

DO $$
DECLARE t text;
BEGIN
  -- Like alerts they are the firm's: a person bound to a client has none.
  FOREACH t IN ARRAY ARRAY['signal_rule', 'signal_notice'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING (organization_id = tb_organization_id()
      AND tb_client_id() IS NULL)', t);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO truebook_app', t);
    EXECUTE format('GRANT SELECT ON %I TO truebook_readonly', t);
  END LOOP;
END $$;
