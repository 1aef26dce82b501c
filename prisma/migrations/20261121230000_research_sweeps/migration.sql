-- A sweep is a run too: many sets of parameters of one strategy over the same candles.
ALTER TABLE "research_run" ADD COLUMN     "grid" JSONB,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'BACKTEST';

ALTER TABLE "research_run" ADD CONSTRAINT research_run_kind CHECK (kind IN ('BACKTEST', 'SWEEP'));
ALTER TABLE "research_run" ADD CONSTRAINT research_run_grid CHECK ((kind = 'SWEEP') = (grid IS NOT NULL));
