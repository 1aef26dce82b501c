-- What a reconciliation asks every few seconds: both indexes hold only the few orders that are news.
CREATE INDEX order_venue_canceled ON "order" (account_id, closed_at)
  WHERE state = 'CANCELED' AND cancel_requested_at IS NULL AND origin_kind <> 'external';
CREATE INDEX order_foreign ON "order" (account_id, acknowledged_at) WHERE origin_kind = 'external';
