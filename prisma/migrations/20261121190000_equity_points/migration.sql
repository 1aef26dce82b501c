-- What each account was worth, minute by minute: what was shown then, so that a curve needs no replay.
CREATE TABLE "equity_point" (
    "account_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "equity" DECIMAL(38,18),
    "net_deposits" DECIMAL(38,18),

    CONSTRAINT "equity_point_pkey" PRIMARY KEY ("account_id","at")
);
ALTER TABLE "equity_point" ADD CONSTRAINT "equity_point_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "equity_point" ADD CONSTRAINT equity_point_finite CHECK (
  equity <> 'NaN' AND equity < 'Infinity' AND equity > '-Infinity'
  AND net_deposits <> 'NaN' AND net_deposits < 'Infinity' AND net_deposits > '-Infinity');

ALTER TABLE "equity_point" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "equity_point" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "equity_point" USING (organization_id = tb_organization_id()
  AND client_id >= coalesce(tb_client_id(), '00000000-0000-0000-0000-000000000000')
  AND client_id <= coalesce(tb_client_id(), 'ffffffff-ffff-ffff-ffff-ffffffffffff'));
-- Old minutes are thinned to hours.
GRANT SELECT, INSERT, DELETE ON "equity_point" TO truebook_app;
GRANT SELECT ON "equity_point" TO truebook_readonly;
