import { ORDERS_PER_BATCH_MAX } from '#api/orders.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { formatDecimal, isPositive, type Quantity } from '#core/money/money.ts'
import { isOpen } from '#core/orders/order-state.ts'
import { closingQuantity } from '#core/risk/closing-quantity.ts'
import { DUST_DENIALS } from '#core/risk/denial.ts'
import {
  type ClosingOrder,
  countOpenOrders,
  type OpenPosition,
  readClosingOrders,
  readOpenPositions,
} from '#store/kill-orders.ts'
import type { KillFound, KillWork } from '#store/kill-work.ts'
import { compareBalances, readBalances } from '#usecases/accounts/compare-balances.ts'
import type { KillContext } from './kill-context.ts'
import { placeClosings } from './place-closings.ts'

export const VENUE_DIFFERS =
  'The venue’s balances differ from the books: what is flat cannot be told.'

/** A position that so many orders did not close is a person's to close. */
export const CLOSING_ORDERS_MAX = 20

type Closable = {
  readonly position: OpenPosition
  readonly quantity: Quantity
  /** How many orders of this run were made for it, and whether one of them is still open. */
  readonly orders: readonly ClosingOrder[]
}

/**
 * Closes the positions of the scope by reduce-only market orders, through the one way to trade, once none of its
 * orders holds anything back. What is left is proven flat only while the venue's own balances equal the books.
 * Throws VENUE_UNREACHABLE: then nothing was counted.
 */
export async function flattenInScope(
  ctx: KillContext,
  work: KillWork,
  found: KillFound,
): Promise<KillFound> {
  const readAt = ctx.clock.now()
  const compared = await compareBalances(ctx, await readBalances(ctx))
  const { closable, openCount } = await readClosable(ctx, work)
  const told = {
    ...found,
    positionsOpen: closable.length,
    positionsReadAt: readAt,
    failure: compared.kind === 'match' ? found.failure : VENUE_DIFFERS,
  }
  if (work.isDrill) return { ...told, wouldDo: [...found.wouldDo, ...closable.map(wouldClose)] }
  const due = closable
    .filter(({ orders }) => !orders.some(({ state }) => isOpen(state)))
    .filter(({ orders }) => orders.length < CLOSING_ORDERS_MAX)
    .slice(0, ORDERS_PER_BATCH_MAX)
  if (openCount > 0 || due.length === 0) return told
  return { ...told, failure: (await place(ctx, work, due)) ?? told.failure }
}

async function readClosable({ account, db, instruments }: KillContext, work: KillWork) {
  const { accountId } = account
  const { runId, bookId } = work
  const { positions, made, openCount } = await db.read(async (tx) => ({
    positions: await readOpenPositions(tx, { accountId, bookId }),
    made: await readClosingOrders(tx, { accountId, runId }),
    openCount: await countOpenOrders(tx, { accountId, bookId }),
  }))
  const listed = new Map<string, Instrument>(instruments.map((each) => [each.id, each]))
  const closable = positions.flatMap((position): Closable[] => {
    const instrument = listed.get(position.instrumentId)
    const orders = made.filter((order) => isFor(order, position))
    const { quantity: held, availableBase } = position
    // While orders hold some of it, what there will be to sell is not known: count it whole.
    const isHeld = openCount > 0 || orders.some(({ state }) => isOpen(state))
    const owned = { position: held, availableBase: isHeld ? null : availableBase }
    const quantity = instrument && closingQuantity(owned, instrument)
    return quantity && !isDust(orders) ? [{ position, quantity, orders }] : []
  })
  return { closable, openCount }
}

function isFor(order: ClosingOrder, { bookId, instrumentId }: OpenPosition): boolean {
  return order.bookId === bookId && order.instrumentId === instrumentId
}

function isDust([newest]: readonly ClosingOrder[]): boolean {
  return newest?.state === 'DENIED' && DUST_DENIALS.some((reason) => reason === newest.reason)
}

/** Why one of them was refused; null when all were taken. */
async function place(
  ctx: KillContext,
  { runId }: KillWork,
  due: readonly Closable[],
): Promise<string | null> {
  const orders = await placeClosings(
    ctx,
    due.map(({ position: { bookId, instrumentId, quantity: position }, quantity, orders }) => ({
      ...{ bookId, instrumentId, position, quantity },
      originId: runId,
      // Whoever carries the run out twice closes once.
      signalId: `${bookId} ${instrumentId} ${orders.length}`,
    })),
  )
  const denied = orders.find(({ state }) => state === 'DENIED')
  return denied === undefined ? null : `A position was not closed: ${denied.reasonDetail}`
}

function wouldClose({ position, quantity }: Closable): string {
  const side = isPositive(position.quantity) ? 'sell' : 'buy'
  return `close by ${side} of ${formatDecimal(quantity)} ${position.instrumentId}`
}
