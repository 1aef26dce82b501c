-- What may be traded in a part of the firm. The strictest of all that cover an order holds for it.
CREATE TABLE "trading_halt" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID,
    "account_id" UUID,
    "scope_kind" TEXT NOT NULL,
    "scope_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT,
    "engaged_at" TIMESTAMPTZ(3) NOT NULL,
    "engaged_by" UUID,
    "released_at" TIMESTAMPTZ(3),
    "released_by" UUID,

    CONSTRAINT "trading_halt_pkey" PRIMARY KEY ("id")
);

-- One press of the kill switch: what it was to do, and until when it is watched.
CREATE TABLE "kill_run" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID,
    "account_id" UUID,
    "scope_kind" TEXT NOT NULL,
    "scope_id" TEXT NOT NULL,
    "pause_entries" BOOLEAN NOT NULL,
    "cancel_all" BOOLEAN NOT NULL,
    "flatten" BOOLEAN NOT NULL,
    "is_drill" BOOLEAN NOT NULL,
    "reason" TEXT,
    "engaged_at" TIMESTAMPTZ(3) NOT NULL,
    "engaged_by" UUID NOT NULL,
    "released_at" TIMESTAMPTZ(3),
    "released_by" UUID,

    CONSTRAINT "kill_run_pkey" PRIMARY KEY ("id")
);

-- What the venue last said of one account under a kill run.
CREATE TABLE "kill_check" (
    "run_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "orders_open" INTEGER,
    "orders_read_at" TIMESTAMPTZ(3),
    "positions_open" INTEGER,
    "positions_read_at" TIMESTAMPTZ(3),
    "in_doubt" INTEGER,
    "in_doubt_read_at" TIMESTAMPTZ(3),
    "cancels_asked" INTEGER NOT NULL DEFAULT 0,
    "is_done" BOOLEAN NOT NULL,
    "failure" TEXT,
    "detail" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kill_check_pkey" PRIMARY KEY ("run_id","account_id")
);

CREATE INDEX "kill_run_organization_id_engaged_at_idx" ON "kill_run"("organization_id", "engaged_at");

ALTER TABLE "trading_halt" ADD CONSTRAINT "trading_halt_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "kill_run" ADD CONSTRAINT "kill_run_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "kill_check" ADD CONSTRAINT "kill_check_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "kill_run"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "kill_check" ADD CONSTRAINT "kill_check_account_id_organization_id_client_id_fkey" FOREIGN KEY ("account_id", "organization_id", "client_id") REFERENCES "account"("id", "organization_id", "client_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

ALTER TABLE "trading_halt" ADD CONSTRAINT trading_halt_scope_kind
  CHECK (scope_kind IN ('firm', 'venue', 'client', 'account', 'book'));
ALTER TABLE "trading_halt" ADD CONSTRAINT trading_halt_state CHECK (state IN ('REDUCING', 'HALTED'));
ALTER TABLE "trading_halt" ADD CONSTRAINT trading_halt_owner CHECK (
  (client_id IS NOT NULL) = (scope_kind IN ('client', 'account', 'book'))
  AND (account_id IS NOT NULL) = (scope_kind IN ('account', 'book')));
ALTER TABLE "kill_run" ADD CONSTRAINT kill_run_scope_kind
  CHECK (scope_kind IN ('firm', 'venue', 'client', 'account', 'book'));
ALTER TABLE "kill_run" ADD CONSTRAINT kill_run_owner CHECK (
  (client_id IS NOT NULL) = (scope_kind IN ('client', 'account', 'book'))
  AND (account_id IS NOT NULL) = (scope_kind IN ('account', 'book')));
ALTER TABLE "kill_run" ADD CONSTRAINT kill_run_does_something CHECK (pause_entries OR cancel_all OR flatten);

-- A scope has one state; claims look here before every order.
CREATE UNIQUE INDEX trading_halt_one_per_scope ON "trading_halt" (organization_id, scope_kind, scope_id)
  WHERE released_at IS NULL;
CREATE INDEX kill_run_engaged ON "kill_run" (organization_id) WHERE released_at IS NULL;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['trading_halt', 'kill_run'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    -- Who is bound to a client sees what stops the whole firm, for it stops that client too, and stops their own.
    EXECUTE format('CREATE POLICY covers ON %I FOR SELECT USING (organization_id = tb_organization_id()
      AND (tb_client_id() IS NULL OR client_id IS NULL OR client_id = tb_client_id()))', t);
    EXECUTE format('CREATE POLICY engages ON %I FOR INSERT WITH CHECK (organization_id = tb_organization_id()
      AND (tb_client_id() IS NULL OR client_id = tb_client_id()))', t);
    EXECUTE format('CREATE POLICY releases ON %I FOR UPDATE USING (organization_id = tb_organization_id()
      AND (tb_client_id() IS NULL OR client_id = tb_client_id()))', t);
  END LOOP;
END $$;
ALTER TABLE "kill_check" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "kill_check" FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "kill_check" USING (organization_id = tb_organization_id()
  AND (tb_client_id() IS NULL OR client_id = tb_client_id()));

-- The runners begin at once.
CREATE FUNCTION tb_notify_kill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('truebook_kill', NEW.organization_id::text);
  RETURN NULL;
END $$;
CREATE TRIGGER kill_run_notify AFTER INSERT OR UPDATE ON "kill_run"
  FOR EACH ROW EXECUTE FUNCTION tb_notify_kill();

GRANT SELECT, INSERT, UPDATE ON "trading_halt", "kill_run", "kill_check" TO truebook_app;
GRANT SELECT ON "trading_halt", "kill_run", "kill_check" TO truebook_readonly;
