-- A bot that was stopped and is to close what it holds: a runner does, and then says that it is done.
ALTER TABLE "bot" ADD COLUMN "is_closing" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "bot" ADD CONSTRAINT bot_closing CHECK (NOT is_closing OR state = 'STOPPED');

-- What a runner asks for every second.
CREATE INDEX bot_working ON "bot" (account_id) WHERE state = 'RUNNING' OR is_closing;
DROP INDEX bot_running;
