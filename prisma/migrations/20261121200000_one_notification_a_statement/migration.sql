-- Who listens reads on from what it has up to the newest number, so one notification says it for all events that a
-- statement wrote.
DROP TRIGGER account_event_notify ON "account_event";
CREATE OR REPLACE FUNCTION tb_notify_account_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('truebook_account_event',
      organization_id || ':' || client_id || ':' || account_id || ':' || max(seq))
    FROM added GROUP BY organization_id, client_id, account_id;
  RETURN NULL;
END $$;
CREATE TRIGGER account_event_notify AFTER INSERT ON "account_event"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tb_notify_account_event();
