-- A strategy that trades on paper, in a book of its own.
CREATE TABLE "bot" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "book_id" UUID NOT NULL,
    "created_by" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "instrument_id" TEXT NOT NULL,
    "timeframe" TEXT NOT NULL,
    "strategy" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    "cash" DECIMAL(38,18) NOT NULL,
    "quantity" DECIMAL(38,18) NOT NULL,
    "state" TEXT NOT NULL,
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "stopped_at" TIMESTAMPTZ(3),
    "last_bar_at" TIMESTAMPTZ(3),

    CONSTRAINT "bot_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "bot_organization_id_created_at_id_idx" ON "bot"("organization_id", "created_at", "id");

CREATE UNIQUE INDEX "bot_book_id_account_id_key" ON "bot"("book_id", "account_id");

ALTER TABLE "bot" ADD CONSTRAINT "bot_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "bot" ADD CONSTRAINT "bot_book_id_account_id_fkey" FOREIGN KEY ("book_id", "account_id") REFERENCES "book"("id", "account_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "bot" ADD CONSTRAINT "bot_instrument_id_fkey" FOREIGN KEY ("instrument_id") REFERENCES "instrument"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "bot" ADD CONSTRAINT "bot_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;


ALTER TABLE "bot" ADD CONSTRAINT bot_state CHECK (state IN ('STOPPED', 'RUNNING', 'FAILED'));
ALTER TABLE "bot" ADD CONSTRAINT bot_failure CHECK ((state = 'FAILED') = (failure IS NOT NULL));
ALTER TABLE "bot" ADD CONSTRAINT bot_started CHECK (state = 'STOPPED' OR started_at IS NOT NULL);
ALTER TABLE "bot" ADD CONSTRAINT bot_cash_finite CHECK (cash > 0 AND cash < 'Infinity');
ALTER TABLE "bot" ADD CONSTRAINT bot_quantity_finite CHECK (quantity > 0 AND quantity < 'Infinity');

-- What a runner asks for every second.
CREATE INDEX bot_running ON "bot" (account_id) WHERE state = 'RUNNING';

ALTER TABLE "bot" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "bot" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "bot" USING (organization_id = tb_organization_id()
  AND (tb_client_id() IS NULL OR client_id = tb_client_id()));

GRANT SELECT, INSERT, UPDATE ON "bot" TO truebook_app;
GRANT SELECT ON "bot" TO truebook_readonly;
