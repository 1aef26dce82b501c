-- Since when the runner sends no order to the account's venue, which answers too few; null while it sends.
ALTER TABLE "account" ADD COLUMN "circuit_open_since" TIMESTAMPTZ(3);
