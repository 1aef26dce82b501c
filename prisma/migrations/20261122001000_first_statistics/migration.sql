-- A table that was never analyzed is planned as if each firm, account and market had next to no rows of it, and any
-- index that begins with one of them will do: an order was then found by reading all orders of its firm, until the
-- table was analyzed for the first time. What is said here holds until then.
DO $$
DECLARE known record;
BEGIN
  -- An older server that is not ours learns it when it first analyzes.
  IF current_setting('server_version_num')::int < 180000 THEN
    RETURN;
  END IF;
  FOR known IN
    SELECT t.relname::text AS relation, c.attname::text AS name, expected.different
      FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid
        JOIN (VALUES ('organization_id', 1), ('client_id', 2), ('account_id', 2), ('book_id', 4),
          ('instrument_id', 8)) AS expected (name, different) ON expected.name = c.attname
     WHERE t.oid IN ('"order"'::regclass, 'fill'::regclass, 'ledger_transaction'::regclass, 'posting'::regclass,
       'ledger_balance'::regclass, '"position"'::regclass, 'account_event'::regclass, 'audit_event'::regclass,
       'idempotency_key'::regclass)
       AND t.reltuples < 0 -- never analyzed
  LOOP
    PERFORM pg_restore_attribute_stats('schemaname', current_schema()::text, 'relname', known.relation,
      'attname', known.name, 'inherited', false, 'null_frac', 0::real, 'avg_width', 16,
      'n_distinct', known.different::real);
  END LOOP;
END $$;
