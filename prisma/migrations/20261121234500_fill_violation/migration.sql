-- A fill of an order that was rejected, not placed or already filled is booked, and says so.
ALTER TABLE "fill" ADD COLUMN "violation" TEXT;
ALTER TABLE "fill" ADD CONSTRAINT fill_violation CHECK (violation IN ('FILL_AGAINST_STATE', 'FILL_ABOVE_ORDER'));
