-- What a person must know of, where it is told, and each message on its way. An alert is written in the transaction
-- of its cause, and its row says whether it was told yet: it is its own outbox.
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID,
    "account_id" UUID,
    "kind" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),
    "raise_told_at" TIMESTAMPTZ(3),
    "clear_told_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "alert_channel" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "topic" TEXT,
    "secret" BYTEA,
    "severity_min" TEXT NOT NULL,
    "quiet_from_minute" SMALLINT,
    "quiet_to_minute" SMALLINT,
    "time_zone" TEXT NOT NULL,
    "digest_minutes" SMALLINT NOT NULL,
    "is_enabled" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_channel_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "alert_delivery" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "events" JSONB NOT NULL,
    "is_digest" BOOLEAN NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_until" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "last_error" TEXT,

    CONSTRAINT "alert_delivery_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "process_metrics" (
    "process" TEXT NOT NULL,
    "instance" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "metrics" JSONB NOT NULL,

    CONSTRAINT "process_metrics_pkey" PRIMARY KEY ("process","instance")
);

CREATE INDEX "alert_organization_id_raised_at_id_idx" ON "alert"("organization_id", "raised_at" DESC, "id" DESC);

CREATE INDEX "alert_channel_organization_id_created_at_idx" ON "alert_channel"("organization_id", "created_at");

CREATE UNIQUE INDEX "alert_channel_id_organization_id_key" ON "alert_channel"("id", "organization_id");

CREATE INDEX "alert_delivery_channel_id_created_at_idx" ON "alert_delivery"("channel_id", "created_at" DESC);

ALTER TABLE "alert" ADD CONSTRAINT "alert_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "alert_channel" ADD CONSTRAINT "alert_channel_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "alert_delivery" ADD CONSTRAINT "alert_delivery_channel_id_organization_id_fkey" FOREIGN KEY ("channel_id", "organization_id") REFERENCES "alert_channel"("id", "organization_id") ON DELETE RESTRICT ON UPDATE RESTRICT;


ALTER TABLE "alert" ADD CONSTRAINT alert_severity CHECK (severity IN ('page', 'ticket'));
ALTER TABLE "alert" ADD CONSTRAINT alert_cleared CHECK (cleared_at >= raised_at);
-- Of each kind and subject one alert stands at a time: raising it again changes nothing.
CREATE UNIQUE INDEX alert_standing ON "alert" (organization_id, kind, subject) WHERE cleared_at IS NULL;
CREATE INDEX alert_untold ON "alert" (organization_id)
  WHERE raise_told_at IS NULL OR (cleared_at IS NOT NULL AND clear_told_at IS NULL);
ALTER TABLE "alert_channel" ADD CONSTRAINT alert_channel_kind CHECK (kind IN ('webhook', 'ntfy'));
ALTER TABLE "alert_channel" ADD CONSTRAINT alert_channel_topic CHECK ((kind = 'ntfy') = (topic IS NOT NULL));
ALTER TABLE "alert_channel" ADD CONSTRAINT alert_channel_severity CHECK (severity_min IN ('page', 'ticket'));
ALTER TABLE "alert_channel" ADD CONSTRAINT alert_channel_quiet CHECK (
  (quiet_from_minute IS NULL) = (quiet_to_minute IS NULL)
  AND quiet_from_minute BETWEEN 0 AND 1439 AND quiet_to_minute BETWEEN 0 AND 1439);
ALTER TABLE "alert_channel" ADD CONSTRAINT alert_channel_digest CHECK (digest_minutes BETWEEN 0 AND 1440);
ALTER TABLE "alert_delivery" ADD CONSTRAINT alert_delivery_state CHECK (state IN ('PENDING', 'DELIVERED', 'DEAD'));
ALTER TABLE "alert_delivery" ADD CONSTRAINT alert_delivery_severity CHECK (severity IN ('page', 'ticket'));
CREATE INDEX alert_delivery_due ON "alert_delivery" (organization_id, due_at) WHERE state = 'PENDING';
CREATE INDEX alert_delivery_dead ON "alert_delivery" (organization_id, created_at DESC) WHERE state = 'DEAD';

-- Raises an alert unless it stands. Its owner's rights let it be raised whoever's act is its cause.
CREATE FUNCTION tb_raise_alert(org uuid, client uuid, account uuid, alert_kind text, about text, facts jsonb)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
    INSERT INTO alert (id, organization_id, client_id, account_id, kind, severity, subject, detail, raised_at)
    VALUES (gen_random_uuid(), org, client, account, alert_kind, 'page', about, facts, tb_now())
    ON CONFLICT (organization_id, kind, subject) WHERE cleared_at IS NULL DO NOTHING
$$;
CREATE FUNCTION tb_clear_alert(org uuid, alert_kind text, about text)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$
    UPDATE alert SET cleared_at = greatest(tb_now(), raised_at)
     WHERE organization_id = org AND kind = alert_kind AND subject = about AND cleared_at IS NULL
$$;
REVOKE ALL ON FUNCTION tb_raise_alert(uuid, uuid, uuid, text, text, jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION tb_clear_alert(uuid, text, text) FROM PUBLIC;

CREATE FUNCTION tb_alert_of_break() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NEW.state = 'RESOLVED' THEN
    PERFORM tb_clear_alert(NEW.organization_id, 'BREAK_OPEN', 'break:' || NEW.id);
  ELSE
    PERFORM tb_raise_alert(NEW.organization_id, NEW.client_id, NEW.account_id, 'BREAK_OPEN', 'break:' || NEW.id,
      jsonb_build_object('cause', NEW.cause, 'what', NEW.subject));
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER break_alert AFTER INSERT OR UPDATE OF state ON "break" FOR EACH ROW
  WHEN (NEW.state IN ('OPEN', 'UNRESOLVED', 'RESOLVED')) EXECUTE FUNCTION tb_alert_of_break();

CREATE FUNCTION tb_alert_of_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NEW.state = 'QUARANTINED' THEN
    PERFORM tb_raise_alert(NEW.organization_id, NEW.client_id, NEW.account_id, 'ORDER_QUARANTINED',
      'order:' || NEW.id, jsonb_build_object('instrumentId', NEW.instrument_id, 'reason', NEW.reason));
  ELSE
    PERFORM tb_clear_alert(NEW.organization_id, 'ORDER_QUARANTINED', 'order:' || NEW.id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER order_alert AFTER UPDATE OF state ON "order" FOR EACH ROW
  WHEN (NEW.state IS DISTINCT FROM OLD.state AND 'QUARANTINED' IN (NEW.state, OLD.state))
  EXECUTE FUNCTION tb_alert_of_order();

DO $$
DECLARE t text;
BEGIN
  -- Alerts are the firm's: a person bound to a client sees none.
  FOREACH t IN ARRAY ARRAY['alert', 'alert_channel', 'alert_delivery'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING (organization_id = tb_organization_id()
      AND tb_client_id() IS NULL)', t);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON "alert", "alert_channel", "alert_delivery", "process_metrics" TO truebook_app;
-- What was delivered is history for a while; a process that ended measures nothing more.
GRANT DELETE ON "alert_delivery", "process_metrics" TO truebook_app;
GRANT SELECT ON "alert", "alert_delivery", "process_metrics" TO truebook_readonly;
