import { expect } from 'vitest'
import { toIso, type UnixMs } from '#core/time/time.ts'
import type { OrderPathStore, OrderPathTx } from '#ports/order-path-store.ts'
import type { ScopedDatabase } from '#store/database.ts'
import { orderPathStore } from '#store/order-path.ts'
import { quoteMarket } from '#test/builders/market.ts'
import type { OpenTestDatabase } from '#test/builders/open-test-database.ts'
import type { AccountState } from '../store/account-state.ts'
import { findPlacing } from '../store/sim-tx.ts'
import { inOneForm } from './in-one-form.ts'
import { insertHouse } from './insert-house.ts'
import type { RecordedDeed, RecordedStep } from './recording.ts'

/** A run's account before its first deed and after its last. */
export type RecordedRun = {
  readonly opened: AccountState
  readonly ended: AccountState
  readonly deeds: readonly RecordedDeed[]
}

type Replay = {
  readonly clone: OpenTestDatabase
  readonly db: ScopedDatabase
  readonly store: OrderPathStore
  readonly accountId: string
}

/**
 * Does to PostgreSQL what a simulated run did to its database, and expects every statement to find the same and the
 * account to end the same. The database has one connection, which is told the time of each deed.
 */
export async function replayOnPostgres(
  clone: OpenTestDatabase,
  { opened, ended, deeds }: RecordedRun,
): Promise<void> {
  const db = await insertHouse(clone.database, opened)
  const replay = { clone, db, store: orderPathStore(db), accountId: opened.account.accountId }
  for (const deed of deeds) await redo(replay, deed)
  await compareEnds(replay, ended)
}

async function redo(replay: Replay, deed: RecordedDeed): Promise<void> {
  const { clone, db, store, accountId } = replay
  if ('at' in deed) await tellTime(replay, deed.at)
  switch (deed.kind) {
    case 'change':
      return deed.isCommitted ? redoChange(replay, deed.steps) : undefined
    case 'acquire':
      return expect(await store.acquireLease(deed.wish)).toEqual(deed.found)
    case 'renew':
      return expect(await store.renewLeases(deed.leases, deed.ttlMs)).toEqual(deed.found)
    case 'release':
      return store.releaseLease(deed.lease)
    case 'halt':
      return halt(db, accountId, deed.state)
    case 'quote': {
      const { instrumentId, last, at } = deed
      const quote = { bid: last, ask: last, last, receivedAt: at }
      return quoteMarket(clone.database, instrumentId, quote)
    }
  }
}

/** The claim's time counts, where there is one: a lease may run out while a transaction is open. */
async function redoChange(replay: Replay, steps: readonly RecordedStep[]): Promise<void> {
  const timed = steps.find(({ name }) => name === 'readClaimable') ?? steps[0]
  if (timed !== undefined) await tellTime(replay, timed.at)
  await replay.store.change(replay.accountId, async (tx) => {
    for (const step of steps) await redoStep(tx, step)
  })
}

async function redoStep(tx: OrderPathTx, { name, given, found }: RecordedStep): Promise<void> {
  const verb = tx[name] as (...given: readonly unknown[]) => Promise<unknown>
  expect(inOneForm(await verb(...given)), name).toEqual(inOneForm(found))
}

async function compareEnds({ store, accountId }: Replay, ended: AccountState): Promise<void> {
  const orders = [...ended.orders.values()]
  const wishes = {
    bookIds: ended.bookIds,
    instrumentIds: [...new Set(orders.map(({ instrumentId }) => instrumentId))],
    signals: [],
  }
  const { available, exposures } = findPlacing(ended, new Map(), wishes)
  const found = await store.change(accountId, (tx) => tx.readPlacing(wishes))
  expect(inOneForm({ available: found?.available, exposures: found?.exposures })).toEqual(
    inOneForm({ available, exposures }),
  )
  for (const order of orders) {
    const facts = await store.change(accountId, (tx) => tx.readOrder({ orderId: order.id }))
    expect(inOneForm(facts?.order)).toEqual(inOneForm(order))
  }
  for (const [name, position] of ended.cursors) {
    expect(await store.readCursor(accountId, name)).toBe(position)
  }
}

async function tellTime({ clone }: Replay, at: UnixMs): Promise<void> {
  await clone.database.pool.query(`SET truebook.now = '${toIso(at)}'`)
}

async function halt(db: ScopedDatabase, accountId: string, state: string): Promise<void> {
  await db.write((tx) =>
    tx.query({
      text: 'UPDATE account SET trading_state = $2 WHERE id = $1',
      values: [accountId, state],
    }),
  )
}
