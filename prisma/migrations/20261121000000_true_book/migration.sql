-- CreateTable
CREATE TABLE "organization" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "absolute_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "client_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invite" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "client_id" UUID,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invite_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_token" (
    "id" SMALLINT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "setup_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "venue" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "certification" TEXT NOT NULL,
    "certified_at" TIMESTAMPTZ(3),
    "certificate" JSONB,

    CONSTRAINT "venue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "asset" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "asset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instrument" (
    "id" TEXT NOT NULL,
    "venue_id" TEXT NOT NULL,
    "base" TEXT NOT NULL,
    "quote" TEXT NOT NULL,
    "venue_symbol" TEXT NOT NULL,
    "price_tick" DECIMAL(38,18) NOT NULL,
    "quantity_lot" DECIMAL(38,18) NOT NULL,
    "quantity_min" DECIMAL(38,18) NOT NULL,
    "quantity_max" DECIMAL(38,18) NOT NULL,
    "notional_min" DECIMAL(38,18) NOT NULL,
    "notional_max" DECIMAL(38,18),
    "price_band_bps" INTEGER,
    "is_trading" BOOLEAN NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "instrument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quote" (
    "instrument_id" TEXT NOT NULL,
    "bid" DECIMAL(38,18),
    "ask" DECIMAL(38,18),
    "last" DECIMAL(38,18),
    "open_24h" DECIMAL(38,18),
    "volume_24h" DECIMAL(38,18),
    "venue_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quote_pkey" PRIMARY KEY ("instrument_id")
);

-- CreateTable
CREATE TABLE "dataset" (
    "id" SERIAL NOT NULL,
    "organization_id" UUID,
    "instrument_id" TEXT NOT NULL,
    "timeframe" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "candle" (
    "dataset_id" INTEGER NOT NULL,
    "open_at" TIMESTAMPTZ(3) NOT NULL,
    "open" DOUBLE PRECISION NOT NULL,
    "high" DOUBLE PRECISION NOT NULL,
    "low" DOUBLE PRECISION NOT NULL,
    "close" DOUBLE PRECISION NOT NULL,
    "volume" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "candle_pkey" PRIMARY KEY ("dataset_id","open_at")
) PARTITION BY RANGE ("open_at");

-- CreateTable
CREATE TABLE "client" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "stripe" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "client_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "venue_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "status_reason" TEXT,
    "trading_state" TEXT NOT NULL,
    "trading_reason" TEXT,
    "event_seq" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "venue_key" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "secret" BYTEA NOT NULL,
    "permissions" JSONB,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3),

    CONSTRAINT "venue_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runner_key" (
    "id" UUID NOT NULL,
    "public_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "runner_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_lease" (
    "account_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "holder" TEXT NOT NULL,
    "token" BIGINT NOT NULL,
    "renewed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_lease_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "book" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "book_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "book_id" UUID NOT NULL,
    "instrument_id" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "quantity" DECIMAL(38,18),
    "quote_amount" DECIMAL(38,18),
    "limit_price" DECIMAL(38,18),
    "stop_price" DECIMAL(38,18),
    "time_in_force" TEXT NOT NULL,
    "post_only" BOOLEAN NOT NULL,
    "reduce_only" BOOLEAN NOT NULL,
    "origin_kind" TEXT NOT NULL,
    "origin_id" TEXT NOT NULL,
    "signal_id" TEXT,
    "note" TEXT,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "reason_detail" TEXT,
    "filled_quantity" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "filled_quote" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "venue_filled_quantity" DECIMAL(38,18),
    "hold_asset" TEXT,
    "hold_amount" DECIMAL(38,18) NOT NULL DEFAULT 0,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "client_order_id" TEXT,
    "venue_order_id" TEXT,
    "claim_token" BIGINT,
    "claimed_at" TIMESTAMPTZ(3),
    "valid_until" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "triggered_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "replace_requested_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "venue_message" JSONB,
    "request_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fill" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "book_id" UUID NOT NULL,
    "instrument_id" TEXT NOT NULL,
    "order_id" UUID,
    "venue_order_id" TEXT NOT NULL,
    "venue_trade_id" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "price" DECIMAL(38,18) NOT NULL,
    "quantity" DECIMAL(38,18) NOT NULL,
    "quote_quantity" DECIMAL(38,18) NOT NULL,
    "fee_asset" TEXT NOT NULL,
    "fee_amount" DECIMAL(38,18) NOT NULL,
    "liquidity" TEXT NOT NULL,
    "venue_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "request_id" TEXT,
    "venue_message" JSONB NOT NULL,

    CONSTRAINT "fill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_transaction" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "note" TEXT,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_transaction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posting" (
    "transaction_id" UUID NOT NULL,
    "line" SMALLINT NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "book_id" UUID NOT NULL,
    "asset" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amount" DECIMAL(38,18) NOT NULL,

    CONSTRAINT "posting_pkey" PRIMARY KEY ("transaction_id","line")
);

-- CreateTable
CREATE TABLE "ledger_balance" (
    "book_id" UUID NOT NULL,
    "asset" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "amount" DECIMAL(38,18) NOT NULL,

    CONSTRAINT "ledger_balance_pkey" PRIMARY KEY ("book_id","asset","kind")
);

-- CreateTable
CREATE TABLE "position" (
    "book_id" UUID NOT NULL,
    "instrument_id" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "quantity" DECIMAL(38,18) NOT NULL,
    "cost" DECIMAL(38,18) NOT NULL,
    "realized_pnl" DECIMAL(38,18) NOT NULL,
    "fees_quote" DECIMAL(38,18) NOT NULL,
    "fees_other" JSONB NOT NULL,
    "cycle" INTEGER NOT NULL,
    "fill_count" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "last_fill_at" TIMESTAMPTZ(3),
    "last_trade_id" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "position_pkey" PRIMARY KEY ("book_id","instrument_id")
);

-- CreateTable
CREATE TABLE "position_snapshot" (
    "book_id" UUID NOT NULL,
    "instrument_id" TEXT NOT NULL,
    "fill_count" INTEGER NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "last_fill_at" TIMESTAMPTZ(3) NOT NULL,
    "last_trade_id" TEXT NOT NULL,
    "position" JSONB NOT NULL,

    CONSTRAINT "position_snapshot_pkey" PRIMARY KEY ("book_id","instrument_id","fill_count")
);

-- CreateTable
CREATE TABLE "transfer" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "book_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "venue_transfer_id" TEXT NOT NULL,
    "asset" TEXT NOT NULL,
    "amount" DECIMAL(38,18) NOT NULL,
    "fee_amount" DECIMAL(38,18) NOT NULL,
    "cost_basis" DECIMAL(38,18),
    "venue_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "venue_message" JSONB NOT NULL,

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "venue_cursor" (
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "position" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "venue_cursor_pkey" PRIMARY KEY ("account_id","name")
);

-- CreateTable
CREATE TABLE "reconciliation" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "reconciliation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "break" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "instrument_id" TEXT,
    "asset" TEXT,
    "ours" DECIMAL(38,18),
    "theirs" DECIMAL(38,18),
    "evidence" JSONB NOT NULL,
    "reads" INTEGER NOT NULL,
    "clean_reads" INTEGER NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "resolution" TEXT,
    "resolved_by" TEXT,

    CONSTRAINT "break_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_event" (
    "account_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "version" SMALLINT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "account_event_pkey" PRIMARY KEY ("account_id","seq")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "organization_id" UUID NOT NULL,
    "actor_id" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "status" SMALLINT,
    "body" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_until" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("organization_id","actor_id","route","key")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stream_ticket" (
    "token_hash" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "client_id" UUID,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "stream_ticket_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "process_heartbeat" (
    "process" TEXT NOT NULL,
    "instance" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "process_heartbeat_pkey" PRIMARY KEY ("process","instance")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_email_key" ON "user"("email");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "membership_organization_id_user_id_key" ON "membership"("organization_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "invite_token_hash_key" ON "invite"("token_hash");

-- CreateIndex
CREATE INDEX "invite_organization_id_created_at_idx" ON "invite"("organization_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "instrument_venue_id_venue_symbol_key" ON "instrument"("venue_id", "venue_symbol");

-- CreateIndex
CREATE UNIQUE INDEX "dataset_organization_id_instrument_id_timeframe_source_key" ON "dataset"("organization_id", "instrument_id", "timeframe", "source");

-- CreateIndex
CREATE UNIQUE INDEX "client_id_organization_id_key" ON "client"("id", "organization_id");

-- CreateIndex
CREATE UNIQUE INDEX "client_organization_id_name_key" ON "client"("organization_id", "name");

-- CreateIndex
CREATE INDEX "account_client_id_idx" ON "account"("client_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_id_organization_id_client_id_key" ON "account"("id", "organization_id", "client_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_organization_id_client_id_name_key" ON "account"("organization_id", "client_id", "name");

-- CreateIndex
CREATE INDEX "venue_key_account_id_idx" ON "venue_key"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "runner_key_public_key_key" ON "runner_key"("public_key");

-- CreateIndex
CREATE UNIQUE INDEX "book_id_account_id_key" ON "book"("id", "account_id");

-- CreateIndex
CREATE UNIQUE INDEX "book_account_id_name_key" ON "book"("account_id", "name");

-- CreateIndex
CREATE INDEX "order_account_id_created_at_id_idx" ON "order"("account_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "order_organization_id_created_at_id_idx" ON "order"("organization_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "order_origin_id_signal_id_key" ON "order"("origin_id", "signal_id");

-- CreateIndex
CREATE INDEX "fill_account_id_venue_at_id_idx" ON "fill"("account_id", "venue_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "fill_book_id_instrument_id_venue_at_idx" ON "fill"("book_id", "instrument_id", "venue_at");

-- CreateIndex
CREATE INDEX "fill_order_id_idx" ON "fill"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "fill_key" ON "fill"("account_id", "instrument_id", "venue_trade_id", "venue_order_id");

-- CreateIndex
CREATE INDEX "ledger_transaction_account_id_effective_at_id_idx" ON "ledger_transaction"("account_id", "effective_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transaction_account_id_kind_reference_key" ON "ledger_transaction"("account_id", "kind", "reference");

-- CreateIndex
CREATE INDEX "posting_account_id_asset_idx" ON "posting"("account_id", "asset");

-- CreateIndex
CREATE INDEX "ledger_balance_account_id_idx" ON "ledger_balance"("account_id");

-- CreateIndex
CREATE INDEX "position_account_id_idx" ON "position"("account_id");

-- CreateIndex
CREATE INDEX "position_organization_id_idx" ON "position"("organization_id");

-- CreateIndex
CREATE INDEX "transfer_account_id_venue_at_idx" ON "transfer"("account_id", "venue_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "transfer_account_id_kind_venue_transfer_id_asset_key" ON "transfer"("account_id", "kind", "venue_transfer_id", "asset");

-- CreateIndex
CREATE INDEX "reconciliation_account_id_finished_at_idx" ON "reconciliation"("account_id", "finished_at" DESC);

-- CreateIndex
CREATE INDEX "break_account_id_first_seen_at_idx" ON "break"("account_id", "first_seen_at" DESC);

-- CreateIndex
CREATE INDEX "idempotency_key_expires_at_idx" ON "idempotency_key"("expires_at");

-- CreateIndex
CREATE INDEX "audit_event_organization_id_at_id_idx" ON "audit_event"("organization_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "stream_ticket_expires_at_idx" ON "stream_ticket"("expires_at");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "invite" ADD CONSTRAINT "invite_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "instrument" ADD CONSTRAINT "instrument_venue_id_fkey" FOREIGN KEY ("venue_id") REFERENCES "venue"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "dataset" ADD CONSTRAINT "dataset_instrument_id_fkey" FOREIGN KEY ("instrument_id") REFERENCES "instrument"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "candle" ADD CONSTRAINT "candle_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "client" ADD CONSTRAINT "client_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_client_id_organization_id_fkey" FOREIGN KEY ("client_id", "organization_id") REFERENCES "client"("id", "organization_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "account" ADD CONSTRAINT "account_venue_id_fkey" FOREIGN KEY ("venue_id") REFERENCES "venue"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "venue_key" ADD CONSTRAINT "venue_key_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "account_lease" ADD CONSTRAINT "account_lease_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "book" ADD CONSTRAINT "book_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_book_id_account_id_fkey" FOREIGN KEY ("book_id", "account_id") REFERENCES "book"("id", "account_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_instrument_id_fkey" FOREIGN KEY ("instrument_id") REFERENCES "instrument"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "fill" ADD CONSTRAINT "fill_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "fill" ADD CONSTRAINT "fill_book_id_account_id_fkey" FOREIGN KEY ("book_id", "account_id") REFERENCES "book"("id", "account_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "fill" ADD CONSTRAINT "fill_instrument_id_fkey" FOREIGN KEY ("instrument_id") REFERENCES "instrument"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ledger_transaction" ADD CONSTRAINT "ledger_transaction_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_book_id_account_id_fkey" FOREIGN KEY ("book_id", "account_id") REFERENCES "book"("id", "account_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "posting" ADD CONSTRAINT "posting_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "ledger_transaction"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ledger_balance" ADD CONSTRAINT "ledger_balance_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "ledger_balance" ADD CONSTRAINT "ledger_balance_book_id_account_id_fkey" FOREIGN KEY ("book_id", "account_id") REFERENCES "book"("id", "account_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "position" ADD CONSTRAINT "position_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "position" ADD CONSTRAINT "position_book_id_account_id_fkey" FOREIGN KEY ("book_id", "account_id") REFERENCES "book"("id", "account_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "position" ADD CONSTRAINT "position_instrument_id_fkey" FOREIGN KEY ("instrument_id") REFERENCES "instrument"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "position_snapshot" ADD CONSTRAINT "position_snapshot_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_book_id_account_id_fkey" FOREIGN KEY ("book_id", "account_id") REFERENCES "book"("id", "account_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "venue_cursor" ADD CONSTRAINT "venue_cursor_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "reconciliation" ADD CONSTRAINT "reconciliation_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "break" ADD CONSTRAINT "break_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "account_event" ADD CONSTRAINT "account_event_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- What Prisma cannot say -------------------------------------------------------------------------------

-- Time asked by SQL comes from here, so that a test database can be told the time. The setting works only
-- in databases whose name says that they are for tests.
CREATE FUNCTION tb_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN current_database() LIKE 'truebook_test%' AND coalesce(current_setting('truebook.now', true), '') <> ''
      THEN current_setting('truebook.now', true)::timestamptz
    ELSE clock_timestamp()
  END
$$;

-- Words: closed lists. A new word is added by a migration that replaces the check.
ALTER TABLE "membership" ADD CONSTRAINT membership_role CHECK (role IN ('ADMIN', 'TRADER', 'VIEWER'));
ALTER TABLE "membership" ADD CONSTRAINT membership_client_is_viewer CHECK (client_id IS NULL OR role = 'VIEWER');
ALTER TABLE "invite" ADD CONSTRAINT invite_role CHECK (role IN ('ADMIN', 'TRADER', 'VIEWER'));
ALTER TABLE "invite" ADD CONSTRAINT invite_client_is_viewer CHECK (client_id IS NULL OR role = 'VIEWER');
ALTER TABLE "user" ADD CONSTRAINT user_email_lower CHECK (email = lower(email));
ALTER TABLE "setup_token" ADD CONSTRAINT setup_token_single CHECK (id = 1);
ALTER TABLE "venue" ADD CONSTRAINT venue_kind CHECK (kind IN ('simulated', 'exchange'));
ALTER TABLE "venue" ADD CONSTRAINT venue_certification CHECK (certification IN ('LIVE_READY', 'READ_ONLY'));
ALTER TABLE "client" ADD CONSTRAINT client_status CHECK (status IN ('ACTIVE', 'PAUSED', 'ARCHIVED'));
ALTER TABLE "account" ADD CONSTRAINT account_mode CHECK (mode IN ('paper', 'testnet', 'live'));
ALTER TABLE "account" ADD CONSTRAINT account_status
  CHECK (status IN ('CONNECTING', 'CONNECTED', 'READ_ONLY', 'REFUSED', 'ARCHIVED'));
ALTER TABLE "account" ADD CONSTRAINT account_trading_state CHECK (trading_state IN ('ACTIVE', 'REDUCING', 'HALTED'));
ALTER TABLE "venue_key" ADD CONSTRAINT venue_key_state
  CHECK (state IN ('SEALED', 'VERIFYING', 'ACTIVE', 'REFUSED', 'RETIRED'));
CREATE UNIQUE INDEX venue_key_one_active ON "venue_key" (account_id) WHERE state = 'ACTIVE';
ALTER TABLE "book" ADD CONSTRAINT book_kind CHECK (kind IN ('MANUAL', 'EXTERNAL', 'BOT', 'COPY'));
CREATE UNIQUE INDEX book_one_external ON "book" (account_id) WHERE kind = 'EXTERNAL';
ALTER TABLE "order" ADD CONSTRAINT order_state CHECK (state IN (
  'AWAITING_APPROVAL', 'NEW', 'DENIED', 'SENDING', 'WORKING', 'PARTIALLY_FILLED', 'FILLED', 'CANCELED',
  'EXPIRED', 'REJECTED', 'NOT_PLACED', 'QUARANTINED'));
ALTER TABLE "order" ADD CONSTRAINT order_side CHECK (side IN ('buy', 'sell'));
ALTER TABLE "order" ADD CONSTRAINT order_type CHECK (type IN ('limit', 'market', 'stopLimit'));
ALTER TABLE "order" ADD CONSTRAINT order_time_in_force CHECK (time_in_force IN ('GTC', 'IOC', 'FOK'));
ALTER TABLE "order" ADD CONSTRAINT order_origin_kind
  CHECK (origin_kind IN ('person', 'apiKey', 'bot', 'copy', 'model', 'webhook', 'kill', 'approval', 'external'));
-- EXTERNAL orders may grow their stated size when the venue says so; ours never fill beyond it.
ALTER TABLE "order" ADD CONSTRAINT order_filled_within
  CHECK (filled_quantity >= 0 AND (quantity IS NULL OR filled_quantity <= quantity));
ALTER TABLE "order" ADD CONSTRAINT order_sized CHECK ((quantity IS NULL) <> (quote_amount IS NULL));
ALTER TABLE "order" ADD CONSTRAINT order_hold_positive CHECK (hold_amount >= 0);
ALTER TABLE "order" ADD CONSTRAINT order_sent_has_client_id
  CHECK (state NOT IN ('SENDING') OR (client_order_id IS NOT NULL AND claimed_at IS NOT NULL AND claim_token IS NOT NULL));
ALTER TABLE "fill" ADD CONSTRAINT fill_side CHECK (side IN ('buy', 'sell'));
ALTER TABLE "fill" ADD CONSTRAINT fill_liquidity CHECK (liquidity IN ('maker', 'taker'));
ALTER TABLE "fill" ADD CONSTRAINT fill_source CHECK (source IN ('stream', 'poll'));
ALTER TABLE "fill" ADD CONSTRAINT fill_positive CHECK (quantity > 0 AND price > 0 AND quote_quantity >= 0);
ALTER TABLE "ledger_transaction" ADD CONSTRAINT ledger_transaction_kind
  CHECK (kind IN ('hold', 'release', 'fill', 'transfer', 'adjustment'));
ALTER TABLE "posting" ADD CONSTRAINT posting_kind
  CHECK (kind IN ('available', 'held', 'transferIn', 'fee', 'tradeClearing', 'adjustment'));
ALTER TABLE "ledger_balance" ADD CONSTRAINT ledger_balance_held_positive CHECK (kind <> 'held' OR amount >= 0);
ALTER TABLE "transfer" ADD CONSTRAINT transfer_kind CHECK (kind IN ('deposit', 'withdrawal', 'dust', 'opening'));
ALTER TABLE "reconciliation" ADD CONSTRAINT reconciliation_outcome
  CHECK (outcome IN ('PROVEN', 'SUSPECT', 'BROKEN', 'FAILED'));
ALTER TABLE "break" ADD CONSTRAINT break_state CHECK (state IN ('SUSPECT', 'OPEN', 'UNRESOLVED', 'RESOLVED'));
CREATE UNIQUE INDEX break_one_per_subject ON "break" (account_id, subject) WHERE state <> 'RESOLVED';
ALTER TABLE "idempotency_key" ADD CONSTRAINT idempotency_key_state CHECK (state IN ('STARTED', 'DONE'));

CREATE UNIQUE INDEX dataset_public ON "dataset" (instrument_id, timeframe, source) WHERE organization_id IS NULL;

-- The hot reads of the order path.
CREATE INDEX order_due ON "order" (account_id, created_at) WHERE state = 'NEW';
CREATE INDEX order_in_doubt ON "order" (account_id) WHERE state IN ('SENDING', 'QUARANTINED');
CREATE INDEX order_open ON "order" (account_id, instrument_id)
  WHERE state IN ('AWAITING_APPROVAL', 'NEW', 'SENDING', 'WORKING', 'PARTIALLY_FILLED', 'QUARANTINED');
CREATE INDEX order_cancel_due ON "order" (account_id, cancel_requested_at)
  WHERE cancel_requested_at IS NOT NULL AND state IN ('NEW', 'SENDING', 'WORKING', 'PARTIALLY_FILLED');
CREATE UNIQUE INDEX order_client_order_id ON "order" (account_id, client_order_id) WHERE client_order_id IS NOT NULL;
CREATE INDEX order_venue_order_id ON "order" (account_id, instrument_id, venue_order_id) WHERE venue_order_id IS NOT NULL;

-- numeric accepts NaN and (since 14) Infinity; money does not.
DO $$
DECLARE c record;
BEGIN
  FOR c IN SELECT table_name, column_name FROM information_schema.columns
           WHERE table_schema = 'public' AND data_type = 'numeric' LOOP
    EXECUTE format(
      'ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I IS NULL OR (%I <> ''NaN'' AND %I < ''Infinity'' AND %I > ''-Infinity''))',
      c.table_name, c.table_name || '_' || c.column_name || '_finite',
      c.column_name, c.column_name, c.column_name, c.column_name);
  END LOOP;
END $$;

-- Double entry: what a database transaction leaves behind sums to zero per ledger transaction and asset.
CREATE FUNCTION tb_assert_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE broken record;
BEGIN
  SELECT asset, sum(amount) AS difference INTO broken
    FROM posting WHERE transaction_id = NEW.transaction_id GROUP BY asset HAVING sum(amount) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'ledger transaction % does not balance: % is off by %',
      NEW.transaction_id, broken.asset, broken.difference
      USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_balanced';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER posting_balanced AFTER INSERT ON "posting"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tb_assert_balanced();

-- The running balances follow the postings and nothing else: no role may write them directly.
CREATE FUNCTION tb_add_to_balances() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  -- A check sees the proposed row before ON CONFLICT does, so a release would look like a negative hold:
  -- make the row first, then add.
  INSERT INTO ledger_balance (book_id, asset, kind, organization_id, client_id, account_id, amount)
    SELECT DISTINCT book_id, asset, kind, organization_id, client_id, account_id, 0 FROM added ORDER BY 1, 2, 3
    ON CONFLICT (book_id, asset, kind) DO NOTHING;
  UPDATE ledger_balance b SET amount = b.amount + a.amount
    FROM (SELECT book_id, asset, kind, sum(amount) AS amount FROM added GROUP BY 1, 2, 3) a
   WHERE b.book_id = a.book_id AND b.asset = a.asset AND b.kind = a.kind;
  RETURN NULL;
END $$;
CREATE TRIGGER posting_adds_to_balances AFTER INSERT ON "posting"
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tb_add_to_balances();

-- Those who wait are told that something happened; the payload carries ids only.
CREATE FUNCTION tb_notify_account_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('truebook_account_event',
    NEW.organization_id || ':' || NEW.client_id || ':' || NEW.account_id || ':' || NEW.seq);
  RETURN NULL;
END $$;
CREATE TRIGGER account_event_notify AFTER INSERT ON "account_event"
  FOR EACH ROW EXECUTE FUNCTION tb_notify_account_event();
CREATE FUNCTION tb_notify_order_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('truebook_order_due', NEW.account_id::text);
  RETURN NULL;
END $$;
CREATE TRIGGER order_due_notify AFTER INSERT ON "order"
  FOR EACH ROW WHEN (NEW.state = 'NEW') EXECUTE FUNCTION tb_notify_order_due();
CREATE TRIGGER order_cancel_notify AFTER UPDATE OF cancel_requested_at ON "order"
  FOR EACH ROW WHEN (NEW.cancel_requested_at IS NOT NULL AND OLD.cancel_requested_at IS NULL)
  EXECUTE FUNCTION tb_notify_order_due();
CREATE FUNCTION tb_notify_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('truebook_account', NEW.account_id::text);
  RETURN NULL;
END $$;
CREATE TRIGGER venue_key_notify AFTER INSERT ON "venue_key" FOR EACH ROW EXECUTE FUNCTION tb_notify_account();
-- A revoked session or membership ends its open sockets.
CREATE FUNCTION tb_notify_revoked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('truebook_revoked', NEW.user_id::text);
  RETURN NULL;
END $$;
CREATE TRIGGER session_revoked AFTER UPDATE OF revoked_at ON "session"
  FOR EACH ROW WHEN (NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION tb_notify_revoked();
CREATE TRIGGER membership_changed AFTER UPDATE ON "membership"
  FOR EACH ROW EXECUTE FUNCTION tb_notify_revoked();

-- Candles live in one partition a month. Ingest asks for the month before it writes into it.
CREATE FUNCTION tb_ensure_candle_month(month date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE first date := date_trunc('month', month)::date; name text := 'candle_' || to_char(month, 'YYYYMM');
BEGIN
  IF to_regclass(name) IS NULL THEN
    PERFORM pg_advisory_xact_lock(hashtext(name));
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF candle FOR VALUES FROM (%L) TO (%L)',
      name, first::text || ' 00:00:00+00', (first + interval '1 month')::date::text || ' 00:00:00+00');
  END IF;
END $$;

-- Row level security -----------------------------------------------------------------------------------
-- Every query runs for one organization, and for one client where the person is bound to one. Without the
-- settings nothing is visible.
CREATE FUNCTION tb_organization_id() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('truebook.organization_id', true), '')::uuid
$$;
CREATE FUNCTION tb_client_id() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('truebook.client_id', true), '')::uuid
$$;

DO $$
DECLARE t text;
BEGIN
  -- What belongs to a client: the whole firm or that client alone.
  FOREACH t IN ARRAY ARRAY['account', 'venue_key', 'account_lease', 'book', 'order', 'fill', 'ledger_transaction',
      'posting', 'ledger_balance', 'position', 'position_snapshot', 'transfer', 'venue_cursor', 'reconciliation',
      'break', 'account_event'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING (organization_id = tb_organization_id()
      AND (tb_client_id() IS NULL OR client_id = tb_client_id()))', t);
  END LOOP;
  -- What belongs to the firm: invisible to people bound to a client.
  FOREACH t IN ARRAY ARRAY['invite', 'idempotency_key'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING (organization_id = tb_organization_id()
      AND tb_client_id() IS NULL)', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['organization', 'client', 'membership', 'audit_event', 'stream_ticket', 'dataset'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
  END LOOP;
END $$;
CREATE POLICY tenant ON organization USING (id = tb_organization_id());
CREATE POLICY tenant ON client USING (organization_id = tb_organization_id()
  AND (tb_client_id() IS NULL OR id = tb_client_id()));
CREATE POLICY tenant ON membership USING (organization_id = tb_organization_id()
  AND (tb_client_id() IS NULL OR client_id = tb_client_id()));
-- Whatever a person bound to a client does leaves its trace, which only the firm reads.
CREATE POLICY firm_reads ON audit_event FOR SELECT
  USING (organization_id = tb_organization_id() AND tb_client_id() IS NULL);
CREATE POLICY tenant_writes ON audit_event FOR INSERT WITH CHECK (organization_id = tb_organization_id());
-- A dataset without an organization is public market data.
CREATE POLICY public_or_tenant ON dataset
  USING (organization_id IS NULL OR organization_id = tb_organization_id());
CREATE POLICY tenant ON stream_ticket USING (organization_id = tb_organization_id());

-- Looking up what an organization cannot be known for yet. These functions answer with ids and roles only;
-- their owner reads through policies of its own and cannot sign in.
CREATE POLICY lookup ON membership FOR SELECT TO truebook_lookup USING (true);
CREATE POLICY lookup ON invite FOR SELECT TO truebook_lookup USING (true);
CREATE POLICY lookup ON account FOR SELECT TO truebook_lookup USING (true);
CREATE POLICY lookup ON organization FOR SELECT TO truebook_lookup USING (true);
CREATE POLICY lookup ON stream_ticket TO truebook_lookup USING (true);
GRANT USAGE ON SCHEMA public TO truebook_app, truebook_readonly, truebook_lookup;
GRANT SELECT ON membership, invite, account, organization TO truebook_lookup;
GRANT SELECT, UPDATE, DELETE ON stream_ticket TO truebook_lookup;

CREATE FUNCTION tb_memberships_of(wanted uuid)
  RETURNS TABLE (organization_id uuid, role text, client_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT organization_id, role, client_id FROM membership
     WHERE user_id = wanted AND revoked_at IS NULL ORDER BY created_at
$$;
CREATE FUNCTION tb_invite_of(wanted_token_hash text) RETURNS TABLE (organization_id uuid, invite_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT organization_id, id FROM invite WHERE token_hash = wanted_token_hash
$$;
CREATE FUNCTION tb_accounts_to_run()
  RETURNS TABLE (organization_id uuid, client_id uuid, account_id uuid, venue_id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT organization_id, client_id, id, venue_id FROM account
     WHERE status IN ('CONNECTING', 'CONNECTED', 'READ_ONLY') ORDER BY id
$$;
CREATE FUNCTION tb_organizations() RETURNS TABLE (organization_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT id FROM organization ORDER BY id
$$;
CREATE FUNCTION tb_take_stream_ticket(wanted_token_hash text)
  RETURNS TABLE (organization_id uuid, user_id uuid, session_id uuid, role text, client_id uuid)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
    UPDATE stream_ticket SET used_at = tb_now()
     WHERE token_hash = wanted_token_hash AND used_at IS NULL AND expires_at > tb_now()
    RETURNING organization_id, user_id, session_id, role, client_id
$$;
DO $$
DECLARE f text;
BEGIN
  GRANT CREATE ON SCHEMA public TO truebook_lookup;
  FOREACH f IN ARRAY ARRAY['tb_memberships_of(uuid)', 'tb_invite_of(text)', 'tb_accounts_to_run()',
      'tb_organizations()', 'tb_take_stream_ticket(text)'] LOOP
    EXECUTE 'REVOKE ALL ON FUNCTION ' || f || ' FROM PUBLIC';
    EXECUTE 'GRANT EXECUTE ON FUNCTION ' || f || ' TO truebook_app';
    EXECUTE 'ALTER FUNCTION ' || f || ' OWNER TO truebook_lookup';
  END LOOP;
  REVOKE CREATE ON SCHEMA public FROM truebook_lookup;
END $$;

-- Grants -----------------------------------------------------------------------------------------------
-- History is append-only: nobody but a migration may change or remove it.
GRANT SELECT, INSERT ON fill, ledger_transaction, posting, transfer, account_event, audit_event, reconciliation,
  position_snapshot TO truebook_app;
-- Kept by trigger alone.
GRANT SELECT ON ledger_balance TO truebook_app;
GRANT SELECT, INSERT, UPDATE ON organization, "user", session, membership, invite, setup_token, venue, asset,
  instrument, quote, dataset, candle, client, account, venue_key, runner_key, account_lease, book, "order",
  position, venue_cursor, "break", idempotency_key, stream_ticket, process_heartbeat TO truebook_app;
-- What may go: spent keys, tickets and heartbeats, and positions rebuilt from a late fill.
GRANT DELETE ON idempotency_key, stream_ticket, process_heartbeat, position_snapshot TO truebook_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO truebook_app;
REVOKE ALL ON FUNCTION tb_ensure_candle_month(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tb_ensure_candle_month(date) TO truebook_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO truebook_readonly;
REVOKE SELECT ON "user", session, invite, setup_token, venue_key, runner_key, stream_ticket, idempotency_key
  FROM truebook_readonly;
