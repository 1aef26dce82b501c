-- What was known at a moment is found by when it was recorded.
CREATE INDEX "fill_book_id_instrument_id_recorded_at_idx" ON "fill"("book_id", "instrument_id", "recorded_at");
CREATE INDEX "ledger_transaction_account_id_created_at_idx" ON "ledger_transaction"("account_id", "created_at");

-- What every book owned when everything recorded until `taken_at` was booked: a sum of postings starts here.
CREATE TABLE "ledger_snapshot" (
    "account_id" UUID NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "book_id" UUID NOT NULL,
    "asset" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "amount" DECIMAL(38,18) NOT NULL,

    CONSTRAINT "ledger_snapshot_pkey" PRIMARY KEY ("account_id","taken_at","book_id","asset","kind")
);
ALTER TABLE "ledger_snapshot" ADD CONSTRAINT "ledger_snapshot_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "ledger_snapshot" ADD CONSTRAINT "ledger_snapshot_book_id_account_id_fkey" FOREIGN KEY ("book_id", "account_id") REFERENCES "book"("id", "account_id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "ledger_snapshot" ADD CONSTRAINT ledger_snapshot_kind CHECK (kind IN ('available', 'held'));
ALTER TABLE "ledger_snapshot" ADD CONSTRAINT ledger_snapshot_amount_finite
  CHECK (amount <> 'NaN' AND amount < 'Infinity' AND amount > '-Infinity');

ALTER TABLE "ledger_snapshot" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ledger_snapshot" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "ledger_snapshot" USING (organization_id = tb_organization_id()
  AND client_id >= coalesce(tb_client_id(), '00000000-0000-0000-0000-000000000000')
  AND client_id <= coalesce(tb_client_id(), 'ffffffff-ffff-ffff-ffff-ffffffffffff'));
GRANT SELECT, INSERT ON "ledger_snapshot" TO truebook_app;
GRANT SELECT ON "ledger_snapshot" TO truebook_readonly;

-- The life of each break, as it was told.
CREATE INDEX account_event_breaks ON "account_event" (account_id, ((data ->> 'id')), seq DESC) WHERE type = 'break';
