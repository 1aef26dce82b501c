-- The history of one instrument in one account, however rarely it is traded.
CREATE INDEX "order_account_id_instrument_id_created_at_id_idx" ON "order"("account_id", "instrument_id", "created_at" DESC, "id" DESC);
CREATE INDEX "fill_account_id_instrument_id_venue_at_id_idx" ON "fill"("account_id", "instrument_id", "venue_at" DESC, "id" DESC);

-- The last reading of a venue and the last proof, however long ago.
CREATE INDEX reconciliation_read ON "reconciliation" (account_id, finished_at DESC) WHERE outcome <> 'FAILED';
CREATE INDEX reconciliation_proven ON "reconciliation" (account_id, finished_at DESC) WHERE outcome = 'PROVEN';

-- The same rows as before, said as a range: all ids for the whole firm, one id for a person of one client. The
-- planner takes `... IS NULL OR ...` for one row in two hundred, and then reads and sorts a whole history where
-- walking its index to the first page would do; of a range it knows how much it holds.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['account', 'venue_key', 'account_lease', 'book', 'order', 'fill', 'ledger_transaction',
      'posting', 'ledger_balance', 'position', 'position_snapshot', 'transfer', 'venue_cursor', 'reconciliation',
      'break', 'account_event'] LOOP
    EXECUTE format('ALTER POLICY tenant ON %I USING (organization_id = tb_organization_id()
      AND client_id >= coalesce(tb_client_id(), ''00000000-0000-0000-0000-000000000000'')
      AND client_id <= coalesce(tb_client_id(), ''ffffffff-ffff-ffff-ffff-ffffffffffff''))', t);
  END LOOP;
END $$;
