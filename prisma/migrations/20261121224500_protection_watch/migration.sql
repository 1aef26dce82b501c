-- What happens when a position loses its stop and nobody here asked for that.
ALTER TABLE "account" ADD COLUMN "unprotected_reaction" TEXT NOT NULL DEFAULT 'alert';
ALTER TABLE "account" ADD CONSTRAINT account_unprotected_reaction CHECK (unprotected_reaction IN ('alert', 'close'));

-- Stops that ended without our asking: looked for every second, and few.
CREATE INDEX order_lost_stop ON "order" (book_id, instrument_id, closed_at)
  WHERE type = 'stopLimit' AND state IN ('CANCELED', 'EXPIRED', 'REJECTED') AND cancel_requested_at IS NULL;
