-- Patterns and signals found on closed candles, as public as the dataset is that they were found in.
CREATE TABLE "pattern_scan" (
    "dataset_id" INTEGER NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pattern_scan_pkey" PRIMARY KEY ("dataset_id")
);

CREATE TABLE "pattern" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "dataset_id" INTEGER NOT NULL,
    "timeframe" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "direction" SMALLINT NOT NULL,
    "formed_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,
    "touched_at" TIMESTAMPTZ(3),
    "mitigated_at" TIMESTAMPTZ(3),
    "invalidated_at" TIMESTAMPTZ(3),
    "expired_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "top" DOUBLE PRECISION NOT NULL,
    "bottom" DOUBLE PRECISION NOT NULL,
    "level" DOUBLE PRECISION NOT NULL,
    "entry" DOUBLE PRECISION NOT NULL,
    "stop" DOUBLE PRECISION NOT NULL,
    "target" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "pattern_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "pattern_outcome" (
    "dataset_id" INTEGER NOT NULL,
    "timeframe" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "hits" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "pattern_outcome_pkey" PRIMARY KEY ("dataset_id","timeframe","kind")
);

CREATE TABLE "signal" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "dataset_id" INTEGER NOT NULL,
    "timeframe" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "pattern" TEXT NOT NULL,
    "direction" SMALLINT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "reasons" JSONB NOT NULL,
    "entry" DOUBLE PRECISION NOT NULL,
    "stop" DOUBLE PRECISION NOT NULL,
    "target" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "signal_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "pattern_confirmed_at_id_idx" ON "pattern"("confirmed_at", "id");

CREATE INDEX "pattern_kind_confirmed_at_id_idx" ON "pattern"("kind", "confirmed_at", "id");

CREATE INDEX "pattern_timeframe_confirmed_at_id_idx" ON "pattern"("timeframe", "confirmed_at", "id");

CREATE INDEX "pattern_dataset_id_timeframe_confirmed_at_id_idx" ON "pattern"("dataset_id", "timeframe", "confirmed_at", "id");

CREATE UNIQUE INDEX "pattern_key" ON "pattern"("dataset_id", "timeframe", "kind", "direction", "formed_at", "top", "bottom");

CREATE INDEX "signal_at_id_idx" ON "signal"("at", "id");

CREATE INDEX "signal_dataset_id_at_id_idx" ON "signal"("dataset_id", "at", "id");

CREATE UNIQUE INDEX "signal_key" ON "signal"("dataset_id", "timeframe", "at", "pattern", "direction", "entry", "stop");

ALTER TABLE "pattern_scan" ADD CONSTRAINT "pattern_scan_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "pattern_outcome" ADD CONSTRAINT "pattern_outcome_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "signal" ADD CONSTRAINT "signal_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "pattern" ADD CONSTRAINT pattern_kind
  CHECK (kind IN ('fvg', 'order-block', 'liquidity-sweep', 'swing', 'bos', 'choch'));
ALTER TABLE "pattern" ADD CONSTRAINT pattern_direction CHECK (direction IN (1, -1));
ALTER TABLE "pattern" ADD CONSTRAINT pattern_state CHECK (state = CASE
  WHEN invalidated_at IS NOT NULL THEN 'invalidated' WHEN expired_at IS NOT NULL THEN 'expired'
  WHEN mitigated_at IS NOT NULL THEN 'mitigated' WHEN touched_at IS NOT NULL THEN 'touched' ELSE 'open' END);
ALTER TABLE "pattern" ADD CONSTRAINT pattern_known_after_formed CHECK (confirmed_at > formed_at AND top >= bottom);
ALTER TABLE "pattern_outcome" ADD CONSTRAINT pattern_outcome_counts CHECK (hits BETWEEN 0 AND count);
ALTER TABLE "pattern_scan" ADD CONSTRAINT pattern_scan_span CHECK (from_at <= to_at);
ALTER TABLE "signal" ADD CONSTRAINT signal_direction CHECK (direction IN (1, -1));

-- Whoever sees the dataset sees what was found in it. Which datasets that are is asked once for a statement, not for
-- each row.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['pattern_scan', 'pattern', 'pattern_outcome', 'signal'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_dataset ON %I
      USING (dataset_id IN (SELECT id FROM dataset))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO truebook_app', t);
    EXECUTE format('GRANT SELECT ON %I TO truebook_readonly', t);
  END LOOP;
END $$;
