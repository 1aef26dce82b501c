-- A run of the research engine: what is asked, what became of it, and its result whole. The firm's own, not a client's.
CREATE TABLE "research_run" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "created_by" UUID NOT NULL,
    "strategy" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    "assumptions" JSONB NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "timeframe" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3),
    "to_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL,
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "failure" TEXT,
    "summary" JSONB,
    "result" JSONB,
    "runner" TEXT,
    "beat_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "research_run_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "research_run_organization_id_created_at_id_idx" ON "research_run"("organization_id", "created_at", "id");

ALTER TABLE "research_run" ADD CONSTRAINT "research_run_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "research_run" ADD CONSTRAINT "research_run_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "research_run" ADD CONSTRAINT "research_run_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "research_run" ADD CONSTRAINT research_run_state
  CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELED'));
ALTER TABLE "research_run" ADD CONSTRAINT research_run_progress CHECK (progress BETWEEN 0 AND 1);
ALTER TABLE "research_run" ADD CONSTRAINT research_run_done
  CHECK ((state = 'DONE') = (result IS NOT NULL) AND (state = 'FAILED') = (failure IS NOT NULL)
    AND (state IN ('DONE', 'FAILED', 'CANCELED')) = (finished_at IS NOT NULL)
    AND (state <> 'RUNNING' OR (runner IS NOT NULL AND beat_at IS NOT NULL)));

-- What is to be run next, oldest first; also what a runner left behind.
CREATE INDEX research_run_due ON "research_run" (organization_id, created_at) WHERE state IN ('QUEUED', 'RUNNING');

ALTER TABLE "research_run" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "research_run" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "research_run" USING (organization_id = tb_organization_id() AND tb_client_id() IS NULL);

CREATE FUNCTION tb_notify_research_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('truebook_research_due', NEW.organization_id::text);
  RETURN NULL;
END $$;
CREATE TRIGGER research_run_notify AFTER INSERT ON "research_run"
  FOR EACH ROW EXECUTE FUNCTION tb_notify_research_due();

GRANT SELECT, INSERT, UPDATE ON "research_run" TO truebook_app;
GRANT SELECT ON "research_run" TO truebook_readonly;
