-- An order may take another's place: it is claimed once that one is closed and its fills are booked.
ALTER TABLE "order" ADD COLUMN "replaces_order_id" UUID, ADD COLUMN "closed_filled_quantity" DECIMAL(38,18);
ALTER TABLE "order" ADD CONSTRAINT order_replaces_fkey FOREIGN KEY ("replaces_order_id")
  REFERENCES "order"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- At most one living order takes the place of another.
CREATE UNIQUE INDEX order_one_replacement ON "order" (replaces_order_id)
  WHERE replaces_order_id IS NOT NULL AND state NOT IN ('DENIED', 'CANCELED', 'EXPIRED');

-- Whatever closes a replaced order, or books the last of its fills, lets its replacement go.
CREATE TRIGGER order_replaced_notify AFTER UPDATE ON "order"
  FOR EACH ROW WHEN (NEW.replace_requested_at IS NOT NULL AND NEW.closed_at IS NOT NULL)
  EXECUTE FUNCTION tb_notify_order_due();
