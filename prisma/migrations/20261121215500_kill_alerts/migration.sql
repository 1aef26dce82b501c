-- A kill switch is told of in the transaction that presses it, whoever presses it: an alert is the firm's, so a
-- person bound to a client raises it as the firm.
CREATE OR REPLACE FUNCTION tb_raise_alert(org uuid, client uuid, account uuid, alert_kind text, about text, facts jsonb)
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE bound_to text := coalesce(current_setting('truebook.client_id', true), '');
BEGIN
  PERFORM set_config('truebook.client_id', '', true);
  INSERT INTO alert (id, organization_id, client_id, account_id, kind, severity, subject, detail, raised_at)
  VALUES (gen_random_uuid(), org, client, account, alert_kind, 'page', about, facts, tb_now())
  ON CONFLICT (organization_id, kind, subject) WHERE cleared_at IS NULL DO NOTHING;
  PERFORM set_config('truebook.client_id', bound_to, true);
END $$;
CREATE OR REPLACE FUNCTION tb_clear_alert(org uuid, alert_kind text, about text)
  RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE bound_to text := coalesce(current_setting('truebook.client_id', true), '');
BEGIN
  PERFORM set_config('truebook.client_id', '', true);
  UPDATE alert SET cleared_at = greatest(tb_now(), raised_at)
   WHERE organization_id = org AND kind = alert_kind AND subject = about AND cleared_at IS NULL;
  PERFORM set_config('truebook.client_id', bound_to, true);
END $$;

CREATE FUNCTION tb_alert_of_kill_run() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF NEW.released_at IS NULL THEN
    PERFORM tb_raise_alert(NEW.organization_id, NEW.client_id, NEW.account_id, 'KILL_SWITCH', 'kill:' || NEW.id,
      jsonb_build_object('scopeKind', NEW.scope_kind, 'scopeId', NEW.scope_id, 'reason', NEW.reason));
  ELSE
    PERFORM tb_clear_alert(NEW.organization_id, 'KILL_SWITCH', 'kill:' || NEW.id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER kill_run_alert AFTER INSERT OR UPDATE OF released_at ON "kill_run" FOR EACH ROW
  WHEN (NOT NEW.is_drill) EXECUTE FUNCTION tb_alert_of_kill_run();
