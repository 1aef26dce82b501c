-- An account that comes out of a backup knows less than its venue: nothing is sent until its books are proven.
ALTER TABLE "account" ADD COLUMN "recovering_since" TIMESTAMPTZ(3);

-- Written by the desk's own tool as the server's superuser; every process may read how old the last backup is.
CREATE TABLE "backup_run" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "file" TEXT,
    "size_bytes" BIGINT,
    "ledger_hash" TEXT,
    "verified_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "backup_run_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "backup_run_kind" CHECK ("kind" IN ('COMMAND', 'NIGHTLY')),
    CONSTRAINT "backup_run_state" CHECK ("state" IN ('TAKEN', 'VERIFIED', 'FAILED')),
    CONSTRAINT "backup_run_verified" CHECK (("state" = 'VERIFIED') = ("verified_at" IS NOT NULL)),
    CONSTRAINT "backup_run_failed" CHECK (("state" = 'FAILED') = ("failure" IS NOT NULL)),
    CONSTRAINT "backup_run_file" CHECK ("state" = 'FAILED' OR ("file" IS NOT NULL AND "ledger_hash" IS NOT NULL))
);
CREATE INDEX "backup_run_finished_at_idx" ON "backup_run"("finished_at" DESC);
GRANT SELECT ON "backup_run" TO truebook_app, truebook_readonly;
