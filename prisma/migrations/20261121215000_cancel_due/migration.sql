-- A cancel rings a bell of its own: it never waits for orders that are being claimed, nor they for it.
CREATE FUNCTION tb_notify_cancel_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('truebook_cancel_due', NEW.account_id::text);
  RETURN NULL;
END $$;
DROP TRIGGER order_cancel_notify ON "order";
CREATE TRIGGER order_cancel_notify AFTER UPDATE OF cancel_requested_at ON "order"
  FOR EACH ROW WHEN (NEW.cancel_requested_at IS NOT NULL AND OLD.cancel_requested_at IS NULL)
  EXECUTE FUNCTION tb_notify_cancel_due();
