-- Who watches an account must know within a second or two that nobody runs it any more: when its runner last beat
-- and since when the venue's account stream is lost, for accounts of any organization, by the database's clock.
GRANT SELECT ON account_lease, process_heartbeat TO truebook_lookup;
CREATE POLICY lookup ON account_lease FOR SELECT TO truebook_lookup USING (true);

CREATE FUNCTION tb_account_pulses(wanted uuid[])
  RETURNS TABLE (account_id uuid, venue_id text, runner_age_ms double precision, stream_lost_ms double precision)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT a.id, a.venue_id,
      -- A lease that was given back or ran out has no runner, however well its last holder is.
      extract(epoch FROM tb_now() - CASE WHEN l.expires_at > tb_now() THEN coalesce(h.beat_at, l.renewed_at)
        ELSE l.renewed_at END) * 1000,
      (h.detail -> 'lostMs' ->> a.id::text)::double precision
    FROM unnest(wanted) AS it (id) JOIN account a ON a.id = it.id
      LEFT JOIN account_lease l ON l.account_id = a.id
      LEFT JOIN process_heartbeat h ON h.process = 'runner' AND h.instance = l.holder
$$;
DO $$
BEGIN
  GRANT CREATE ON SCHEMA public TO truebook_lookup;
  REVOKE ALL ON FUNCTION tb_account_pulses(uuid[]) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION tb_account_pulses(uuid[]) TO truebook_app;
  ALTER FUNCTION tb_account_pulses(uuid[]) OWNER TO truebook_lookup;
  REVOKE CREATE ON SCHEMA public FROM truebook_lookup;
END $$;
