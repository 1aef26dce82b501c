import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { vi } from 'vitest'
import type { InstrumentId } from '#core/market/instrument.ts'
import type { NewOrder, Order } from '#core/orders/order.ts'
import { type RunnerEnv, runnerEnv } from '#runtime/env.ts'
import { startRunner } from '#runtime/runner/start-runner.ts'
import { openRunnerHouse } from '#runtime/runner-context.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { readOrder } from '#store/read-orders.ts'
import type { Context } from '#usecases/context.ts'
import { makeEffect, makeJointEffect } from '#usecases/make-effect.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { createClient, createFirm, type TestAccount, type TestFirm } from './builders/firm.ts'
import type { OpenTestDatabase } from './builders/open-test-database.ts'
import { orderTerms } from './builders.ts'
import { silentLog } from './silent-log.ts'
import type { ExchangeProcess } from './start-exchange.ts'

/** On a busy machine a runner takes its time; what must be quick, tests measure. */
const WAIT = { timeout: 60_000, interval: 10 } as const

/** Keys as the desk makes them, and the addresses of a test's own exchange and database. */
export function runnerEnvFor(
  { clone }: OpenTestDatabase,
  exchange: Pick<ExchangeProcess, 'restUrl' | 'controlUrl'>,
): RunnerEnv {
  const { privateKey } = generateKeyPairSync('x25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return runnerEnv.parse({
    DATABASE_URL: clone.appUrl,
    EXCHANGE_URL: exchange.restUrl,
    EXCHANGE_CONTROL_URL: exchange.controlUrl,
    RUNNER_PRIVATE_KEY: privateKey.toString('base64url'),
    RUNNER_ENCRYPTION_KEY: randomBytes(32).toString('base64url'),
    LOG_LEVEL: (process.env['SOAK_LOG'] ?? 'error') as 'error',
    NODE_ENV: 'test',
  })
}

/** A runner in this process. Disposing of it stops it as SIGTERM does. */
export async function startTestRunner(env: RunnerEnv): Promise<AsyncDisposable> {
  const house = openRunnerHouse(env)
  const running = await startRunner(house)
  return {
    async [Symbol.asyncDispose]() {
      await running.stop()
      await house.close()
    },
  }
}

/** A firm with a client whose paper account a runner has yet to connect. */
export async function openPaperFirm({ database }: Pick<OpenTestDatabase, 'database'>): Promise<{
  readonly firm: TestFirm
  readonly trader: Context
  openAccount(): Promise<TestAccount>
}> {
  const firm = await createFirm(database)
  const clientId = await createClient(firm)
  return {
    firm,
    trader: traderOn(firm.db),
    openAccount: () => openPaperAccount(firm, clientId),
  }
}

/** A trader of the firm whose database this is. */
export function traderOn(db: TestFirm['db']): Context {
  const actor = { kind: 'person', id: systemDice.uuid(), role: 'TRADER', clientId: null } as const
  const parts = { db, clock: systemClock, dice: systemDice, actor, requestId: 'a-request' }
  return {
    ...parts,
    log: silentLog,
    effect: makeEffect(parts),
    jointEffect: makeJointEffect(parts),
  }
}

async function openPaperAccount(firm: TestFirm, clientId: string): Promise<TestAccount> {
  const [accountId, bookId, externalBookId] = [
    systemDice.uuid(),
    systemDice.uuid(),
    systemDice.uuid(),
  ]
  const { organizationId } = firm
  await firm.db.write(async (tx) => {
    await tx.query({
      text: `INSERT INTO venue (id, name, kind, certification)
        VALUES ('sim', 'Simulated exchange', 'simulated', 'LIVE_READY') ON CONFLICT DO NOTHING`,
    })
    await tx.query({
      text: `INSERT INTO account (id, organization_id, client_id, venue_id, name, mode, status, trading_state,
          created_at) VALUES ($1::uuid, $2, $3, 'sim', $1::text, 'paper', 'CONNECTING', 'ACTIVE', now())`,
      values: [accountId, organizationId, clientId],
    })
    await tx.query({
      text: `INSERT INTO book (id, organization_id, client_id, account_id, kind, name, created_at)
        VALUES ($1, $3, $4, $5, 'MANUAL', 'Manual', now()), ($2, $3, $4, $5, 'EXTERNAL', 'External', now())`,
      values: [bookId, externalBookId, organizationId, clientId, accountId],
    })
  })
  return { organizationId, clientId, accountId, bookId, externalBookId }
}

/** Returns when the account may trade and its market is quoted. */
export async function untilTrading(
  firm: TestFirm,
  { accountId }: TestAccount,
  instrumentId: InstrumentId,
): Promise<void> {
  await vi.waitFor(async () => {
    const [row] = await firm.db.read((tx) =>
      tx.query<{ ready: boolean }>({
        text: `SELECT status = 'CONNECTED' AND EXISTS (SELECT FROM quote WHERE instrument_id = $2) AS ready
          FROM account WHERE id = $1`,
        values: [accountId, instrumentId],
      }),
    )
    if (row?.ready !== true) throw new Error('the account is not connected yet')
  }, WAIT)
}

/** Returns the order once it is in one of the states. */
export function untilOrder(
  firm: TestFirm,
  orderId: string,
  states: readonly Order['state'][],
): Promise<Pick<Order, 'state' | 'filledQuantity'>> {
  return vi.waitFor(async () => {
    const order = await firm.db.read((tx) => readOrder(tx, orderId))
    if (order === null || !states.includes(order.state)) {
      throw new Error(`the order is ${order?.state ?? 'missing'}, expected ${states.join(' or ')}`)
    }
    return order
  }, WAIT)
}

/** Places the order as soon as it is not denied: a runner that has only started tells fresh prices a little later. */
export function placeWhenTaken(trader: Context, order: NewOrder): Promise<Order> {
  return vi.waitFor(async () => {
    const placed = await placeOrder(trader, order)
    if (placed.state === 'DENIED') throw new Error(`denied: ${placed.reason}`)
    return placed
  }, WAIT)
}

/** A limit buy of 0.01 BTC at 50,000. */
export function paperOrder(
  account: TestAccount,
  instrumentId: InstrumentId,
  shown: Partial<NewOrder>,
): NewOrder {
  return {
    ...orderTerms(),
    accountId: account.accountId,
    bookId: account.bookId,
    instrumentId,
    protectsPositionId: null,
    parentOrderId: null,
    origin: { kind: 'person', id: 'a-trader', signalId: null },
    note: null,
    ...shown,
  }
}
