import { AppError } from '#api/app-error.ts'
import { ORDERS_PER_BATCH_MAX } from '#api/orders.ts'
import { assert } from '#core/assert.ts'
import type { NewOrder } from '#core/orders/order.ts'
import type {
  OrderPathTx,
  OrderRecord,
  PlacingFacts,
  PlacingWishes,
} from '#ports/order-path-store.ts'
import type { Verdict } from '#store/joint-jobs.ts'
import { orderPathTx } from '#store/order-path-tx.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { balanceNews, orderNews } from './account-news.ts'
import { type Decisions, decideOrders, TakenSoFar } from './decide-orders.ts'

type Placing = Pick<Context, 'jointEffect' | 'clock' | 'dice' | 'requestId'>

export type PlacingJob = { readonly requestId: string; readonly wishes: readonly NewOrder[] }

/**
 * Decides up to 100 orders of one account in one transaction: each is stored as NEW with its hold, or as DENIED
 * with the reason. All or, when anything fails, none. An origin's signal that already made an order answers
 * with that order. Callers that wait for the same account are decided together, one after the other.
 */
export async function placeOrders(
  ctx: Placing,
  wishes: readonly NewOrder[],
): Promise<readonly OrderRecord[]> {
  const { clock, dice, requestId } = ctx
  const accountId = accountOf(wishes)
  return ctx.jointEffect<PlacingJob, readonly OrderRecord[]>(
    {
      name: 'place-orders',
      accountId,
      weight: wishes.length,
      audit: (orders) => ({
        action: 'order.place',
        targetKind: 'account',
        targetId: accountId,
        data: { orders: orders.map(({ id, state, reason }) => ({ id, state, reason })) },
      }),
      work: (tx, jobs) => decidePlacing({ clock, dice }, orderPathTx(tx, accountId), jobs),
    },
    { requestId, wishes },
  )
}

function accountOf(wishes: readonly NewOrder[]): string {
  const [first] = wishes
  assert(
    first !== undefined && wishes.length <= ORDERS_PER_BATCH_MAX,
    'a batch has between one order and the most that the trade API takes',
  )
  if (wishes.some(({ accountId }) => accountId !== first.accountId)) {
    throw new AppError('INVALID_INPUT', {
      public: 'Expected orders of one account, found more than one.',
    })
  }
  return first.accountId
}

/** Decides the orders of several callers, each seeing what those before it have taken, and writes them. */
export async function decidePlacing(
  { clock, dice }: Pick<Context, 'clock' | 'dice'>,
  tx: OrderPathTx,
  jobs: readonly PlacingJob[],
): Promise<readonly Verdict<readonly OrderRecord[]>[]> {
  const facts = await tx.readPlacing(placingWishesOf(jobs.flatMap(({ wishes }) => wishes)))
  if (facts === null) return jobs.map(() => ({ kind: 'failed', error: notFound() }))
  const at = clock.now()
  const newId = () => dice.uuid()
  const taken = new TakenSoFar(facts)
  const decided: Decisions[] = []
  const verdicts = jobs.map(({ requestId, wishes }): Verdict<readonly OrderRecord[]> => {
    if (!areKnown(facts, wishes)) return { kind: 'failed', error: notFound() }
    const madeBefore = (wish: NewOrder) =>
      facts.orders.find(({ origin }) => isSameSignal(origin, wish.origin))
    const decisions = decideOrders(
      { facts, at, requestId, newId, taken },
      wishes.filter((wish) => madeBefore(wish) === undefined),
    )
    decided.push(decisions)
    const made = decisions.orders.values()
    return { kind: 'done', result: wishes.map((wish) => madeBefore(wish) ?? nextOf(made)) }
  })
  const newOrders = decided.flatMap(({ orders }) => orders)
  if (newOrders.length > 0) {
    await tx.write({
      account: facts.account,
      at,
      newOrders,
      ledger: decided.flatMap(({ ledger }) => ledger),
      events: [...newOrders.map(orderNews), ...heldNews(newOrders)],
    })
  }
  return verdicts
}

function placingWishesOf(wishes: readonly NewOrder[]): PlacingWishes {
  return {
    bookIds: [...new Set(wishes.map(({ bookId }) => bookId))],
    instrumentIds: [...new Set(wishes.map(({ instrumentId }) => instrumentId))],
    signals: wishes.flatMap(({ origin: { id, signalId } }) =>
      signalId === null ? [] : [{ originId: id, signalId }],
    ),
  }
}

function areKnown({ bookIds, instruments }: PlacingFacts, wishes: readonly NewOrder[]): boolean {
  return wishes.every(
    ({ bookId, instrumentId }) => bookIds.has(bookId) && instruments.has(instrumentId),
  )
}

function isSameSignal(a: NewOrder['origin'], b: NewOrder['origin']): boolean {
  return a.signalId !== null && a.id === b.id && a.signalId === b.signalId
}

function nextOf(orders: Iterator<OrderRecord>): OrderRecord {
  const next = orders.next()
  assert(next.done !== true, 'every wish has its order')
  return next.value
}

/** One line per book: everything that the batch holds there. */
function heldNews(orders: readonly OrderRecord[]) {
  const held = Map.groupBy(
    orders.filter(({ holdAsset }) => holdAsset !== null),
    ({ bookId }) => bookId,
  )
  return [...held].map(([bookId, own]) =>
    balanceNews(
      bookId,
      own.flatMap(({ holdAsset }) => (holdAsset === null ? [] : [holdAsset])),
    ),
  )
}
