import { AppError } from '#api/app-error.ts'
import { ORDERS_PER_BATCH_MAX } from '#api/orders.ts'
import { assert } from '#core/assert.ts'
import type { NewOrder } from '#core/orders/order.ts'
import type { OrderPathTx, OrderRecord } from '#ports/order-path-store.ts'
import { orderPathTx } from '#store/order-path-tx.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { balanceNews, orderNews } from './account-news.ts'
import { decideOrders } from './decide-orders.ts'

/**
 * Decides up to 100 orders of one account in one transaction: each is stored as NEW with its hold, or as DENIED
 * with the reason. All or, when anything fails, none. An origin's signal that already made an order answers
 * with that order.
 */
export async function placeOrders(
  ctx: Pick<Context, 'effect' | 'clock' | 'dice' | 'requestId'>,
  wishes: readonly NewOrder[],
): Promise<readonly OrderRecord[]> {
  const accountId = accountOf(wishes)
  return ctx.effect(
    {
      accountId,
      audit: (orders) => ({
        action: 'order.place',
        targetKind: 'account',
        targetId: accountId,
        data: { orders: orders.map(({ id, state, reason }) => ({ id, state, reason })) },
      }),
    },
    (tx) => decideInTransaction(ctx, orderPathTx(tx, accountId), wishes),
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

async function decideInTransaction(
  ctx: Pick<Context, 'clock' | 'dice' | 'requestId'>,
  tx: OrderPathTx,
  wishes: readonly NewOrder[],
): Promise<readonly OrderRecord[]> {
  const facts = await tx.readPlacing({
    bookIds: [...new Set(wishes.map(({ bookId }) => bookId))],
    instrumentIds: [...new Set(wishes.map(({ instrumentId }) => instrumentId))],
    signals: wishes.flatMap(({ origin: { id, signalId } }) =>
      signalId === null ? [] : [{ originId: id, signalId }],
    ),
  })
  if (facts === null) throw notFound()
  const madeBefore = (wish: NewOrder) =>
    facts.orders.find(({ origin }) => isSameSignal(origin, wish.origin))
  const at = ctx.clock.now()
  const { orders, ledger } = decideOrders(
    { facts, at, requestId: ctx.requestId, newId: () => ctx.dice.uuid() },
    wishes.filter((wish) => madeBefore(wish) === undefined),
  )
  if (orders.length > 0) {
    await tx.write({
      account: facts.account,
      at,
      newOrders: orders,
      ledger,
      events: [...orders.map(orderNews), ...heldNews(orders)],
    })
  }
  const made = orders.values()
  return wishes.map((wish) => madeBefore(wish) ?? nextOf(made))
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
