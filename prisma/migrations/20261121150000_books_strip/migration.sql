-- A day of comparisons is read from the index alone, whose they are included: row level security asks. It
-- replaces reconciliation_read, which knew only when.
CREATE INDEX reconciliation_compared ON "reconciliation" (account_id, finished_at DESC)
  INCLUDE (outcome, organization_id, client_id) WHERE outcome <> 'FAILED';
DROP INDEX reconciliation_read;

-- The breaks that ended within the day.
CREATE INDEX break_ended ON "break" (account_id, resolved_at DESC) WHERE state = 'RESOLVED';
