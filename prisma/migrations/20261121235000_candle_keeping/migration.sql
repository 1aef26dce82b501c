-- How long the minutes of a dataset are kept, and when more of them are fetched from their venue.
ALTER TABLE "dataset" ADD COLUMN "keep_days" INTEGER;

-- Patterns are looked for in the newest 120 days: what is dropped is older than anything reads.
ALTER TABLE "dataset" ADD CONSTRAINT dataset_keep_days
  CHECK (keep_days IS NULL OR (keep_days >= 180 AND timeframe = '1m' AND organization_id IS NULL));

-- A market that has come in live, and of which nobody has fetched more, is kept as long as a new one is.
UPDATE "dataset" d SET keep_days = 400 FROM "instrument" i
 WHERE i.id = d.instrument_id AND d.organization_id IS NULL AND d.timeframe = '1m' AND d.source = i.venue_id
   AND NOT EXISTS (SELECT 1 FROM "candle" c WHERE c.dataset_id = d.id AND c.open_at < tb_now() - interval '400 days');

CREATE TABLE "dataset_trim" (
    "dataset_id" INTEGER NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "candles" INTEGER NOT NULL,
    "trimmed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dataset_trim_pkey" PRIMARY KEY ("dataset_id")
);

CREATE TABLE "history_schedule" (
    "dataset_id" INTEGER NOT NULL,
    "cron" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "runner" TEXT,
    "beat_at" TIMESTAMPTZ(3),
    "progress" DOUBLE PRECISION,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "fetched" INTEGER,

    CONSTRAINT "history_schedule_pkey" PRIMARY KEY ("dataset_id")
);

ALTER TABLE "dataset_trim" ADD CONSTRAINT "dataset_trim_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "history_schedule" ADD CONSTRAINT "history_schedule_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "history_schedule" ADD CONSTRAINT history_schedule_outcome
  CHECK (outcome IN ('DONE', 'CANCELED', 'FAILED') AND (outcome IS NULL) = (ended_at IS NULL));
ALTER TABLE "history_schedule" ADD CONSTRAINT history_schedule_running
  CHECK ((runner IS NULL) = (beat_at IS NULL) AND (runner IS NULL) = (progress IS NULL)
    AND (runner IS NOT NULL OR cancel_requested_at IS NULL) AND progress BETWEEN 0 AND 1);

-- Whoever sees the dataset sees what becomes of it.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['dataset_trim', 'history_schedule'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_dataset ON %I USING (dataset_id IN (SELECT id FROM dataset))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO truebook_app', t);
    EXECUTE format('GRANT SELECT ON %I TO truebook_readonly', t);
  END LOOP;
END $$;
GRANT DELETE ON "history_schedule" TO truebook_app;

-- Whether a result of any firm refers to the dataset: then its candles stay, so that it can be made again.
CREATE POLICY lookup ON research_run FOR SELECT TO truebook_lookup USING (true);
GRANT SELECT ON research_run, dataset TO truebook_lookup;
GRANT SELECT, DELETE ON candle TO truebook_lookup;
CREATE FUNCTION tb_has_results(wanted integer) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (SELECT 1 FROM research_run WHERE dataset_id = wanted)
$$;

-- Drops the minutes that open in [first, until) of a dataset: only such as it says itself are too old, and none
-- that a result refers to. The caller has locked the dataset and stored what is made of them.
CREATE FUNCTION tb_drop_minutes(wanted integer, first timestamptz, until timestamptz) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE dropped integer;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM dataset WHERE id = wanted AND organization_id IS NULL AND timeframe = '1m'
      AND until <= tb_now() - make_interval(days => keep_days)) OR tb_has_results(wanted) THEN
    RAISE EXCEPTION 'dataset % keeps its minutes before %', wanted, until;
  END IF;
  DELETE FROM candle WHERE dataset_id = wanted AND open_at >= first AND open_at < until;
  GET DIAGNOSTICS dropped = ROW_COUNT;
  RETURN dropped;
END $$;
DO $$
DECLARE f text;
BEGIN
  GRANT CREATE ON SCHEMA public TO truebook_lookup;
  FOREACH f IN ARRAY ARRAY['tb_has_results(integer)', 'tb_drop_minutes(integer, timestamptz, timestamptz)'] LOOP
    EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM PUBLIC';
    EXECUTE 'GRANT EXECUTE ON FUNCTION ' || f || ' TO truebook_app';
    EXECUTE 'ALTER FUNCTION ' || f || ' OWNER TO truebook_lookup';
  END LOOP;
  REVOKE CREATE ON SCHEMA public FROM truebook_lookup;
END $$;
