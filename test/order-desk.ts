import type { InstrumentId } from '#core/market/instrument.ts'
import { formatDecimal, parseAmount } from '#core/money/money.ts'
import type { NewOrder } from '#core/orders/order.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type { Lease, OrderPathStore } from '#ports/order-path-store.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { orderPathStore } from '#store/order-path.ts'
import type { AccountContext } from '#usecases/account-context.ts'
import type { Context } from '#usecases/context.ts'
import { makeEffect, makeJointEffect } from '#usecases/make-effect.ts'
import {
  createClientWithAccount,
  createFirm,
  type TestAccount,
  type TestFirm,
} from './builders/firm.ts'
import { deposit } from './builders/ledger.ts'
import { createInstrument, quoteMarket } from './builders/market.ts'
import type { OpenTestDatabase } from './builders/open-test-database.ts'
import { orderTerms } from './builders.ts'
import { ScriptedVenue } from './scripted-venue.ts'
import { silentLog } from './silent-log.ts'

/** The clock of a test: it says what it was told last. */
export type ToldClock = Clock & { tell(at: UnixMs): void; advance(ms: number): void }

export function toldClock(at: UnixMs): ToldClock {
  let now = at
  return {
    ...systemClock,
    now: () => now,
    monotonic: () => now,
    tell: (later) => {
      now = later
    },
    advance: (ms) => {
      now = unixMsOf(now + ms)
    },
  }
}

/**
 * One account of a fresh firm at a scripted venue, with 10,000 USDT and 5 BTC, BTC-USDT quoted around 100 and
 * this process holding the lease: everything an order needs on its way.
 */
export type OrderDesk = {
  readonly firm: TestFirm
  readonly account: TestAccount
  readonly instrumentId: InstrumentId
  readonly venue: ScriptedVenue
  readonly clock: ToldClock
  readonly orderPath: OrderPathStore
  readonly lease: Lease
  /** What the runner's use cases get. */
  readonly runner: AccountContext
  /** What a trader's use cases get. */
  readonly trader: Context
  /** A limit buy of 1 BTC at 100 in the MANUAL book. */
  order(shown?: Partial<NewOrder>): NewOrder
  /** What the MANUAL book has, without nothings: `{ 'USDT available': '10000' }`. */
  balances(): Promise<Readonly<Record<string, string>>>
}

export const LEASE_TTL_MS = 60_000
const OPENED_AT = unixMsOf(Date.UTC(2026, 10, 2))

export async function openOrderDesk({
  database,
}: Pick<OpenTestDatabase, 'database'>): Promise<OrderDesk> {
  const clock = toldClock(OPENED_AT)
  const firm = await createFirm(database)
  const account = await createClientWithAccount(firm)
  const instrumentId = await ensureInstrument(database, clock.now())
  await deposit(firm, account, { USDT: '10000', BTC: '5' }, clock.now())
  const orderPath = orderPathStore(firm.db)
  const lease = await orderPath.acquireLease({
    ...account,
    holder: 'runner-1',
    ttlMs: LEASE_TTL_MS,
  })
  if (lease === null) throw new Error('the lease of a new account is free')
  const venue = new ScriptedVenue(() => clock.now())
  const runner = { account, orderPath, venue, clock, dice: systemDice, log: silentLog }
  return {
    firm,
    account,
    instrumentId,
    venue,
    clock,
    orderPath,
    lease,
    runner,
    trader: traderOf(firm, clock),
    order: (shown = {}) => ({
      ...orderTerms(),
      accountId: account.accountId,
      bookId: account.bookId,
      instrumentId,
      protectsPositionId: null,
      parentOrderId: null,
      origin: { kind: 'person', id: 'a-trader', signalId: null },
      note: null,
      ...shown,
    }),
    balances: () => balancesOf(firm, account),
  }
}

function traderOf(firm: TestFirm, clock: Clock): Context {
  const actor = { kind: 'person', id: systemDice.uuid(), role: 'TRADER', clientId: null } as const
  const requestId = 'a-request'
  const parts = { db: firm.db, clock, dice: systemDice, actor, requestId }
  return {
    ...parts,
    log: silentLog,
    effect: makeEffect(parts),
    jointEffect: makeJointEffect(parts),
  }
}

async function ensureInstrument(
  database: OpenTestDatabase['database'],
  receivedAt: UnixMs,
): Promise<InstrumentId> {
  const [known] = await database.unscoped((tx) =>
    tx.query<{ id: InstrumentId }>({ text: `SELECT id FROM instrument WHERE id = 'sim:BTC-USDT'` }),
  )
  const id = known?.id ?? (await createInstrument(database))
  await quoteMarket(database, id, { bid: '99.99', ask: '100.01', last: '100', receivedAt })
  return id
}

async function balancesOf(firm: TestFirm, { bookId }: TestAccount) {
  const rows = await firm.db.read((tx) =>
    tx.query<{ name: string; amount: string }>({
      text: `SELECT asset || ' ' || kind AS name, amount::text FROM ledger_balance
        WHERE book_id = $1 AND kind IN ('available', 'held') AND amount <> 0 ORDER BY 1`,
      values: [bookId],
    }),
  )
  return Object.fromEntries(
    rows.map(({ name, amount }) => [name, formatDecimal(parseAmount(amount))]),
  )
}
