import type { InstrumentId } from '#core/market/instrument.ts'
import { isPositive, type Quantity } from '#core/money/money.ts'
import type { NewOrder } from '#core/orders/order.ts'
import type { OrderRecord } from '#ports/order-path-store.ts'
import { makeJointEffect } from '#usecases/make-effect.ts'
import { placeOrders } from '#usecases/orders/place-orders.ts'
import type { KillContext } from './kill-context.ts'

/** An order of the house that closes a position, or the part of it that one order can. */
export type Closing = {
  readonly bookId: string
  readonly instrumentId: InstrumentId
  /** What is held: its sign says which way it closes. */
  readonly position: Quantity
  readonly quantity: Quantity
  /** Why it is closed; the same of both makes one order, however often it is asked. */
  readonly originId: string
  readonly signalId: string
}

/**
 * Closes positions by reduce-only market orders through the one way to trade, also where trading is halted: what
 * the switch stopped it may close. Returns the orders, DENIED ones with their reason.
 */
export function placeClosings(
  { account, db, clock, dice }: Pick<KillContext, 'account' | 'db' | 'clock' | 'dice'>,
  closings: readonly Closing[],
): Promise<readonly OrderRecord[]> {
  const actor = { kind: 'system', id: 'kill-switch', role: 'ADMIN', clientId: null } as const
  const parts = { db, clock, dice, actor, requestId: dice.uuid() }
  return placeOrders(
    { ...parts, jointEffect: makeJointEffect(parts) },
    closings.map((closing) => orderOf(account.accountId, closing)),
  )
}

function orderOf(
  accountId: string,
  { bookId, instrumentId, position, quantity, originId, signalId }: Closing,
): NewOrder {
  return {
    ...{ accountId, bookId, instrumentId, quantity },
    side: isPositive(position) ? 'sell' : 'buy',
    type: 'market',
    quoteAmount: null,
    limitPrice: null,
    stopPrice: null,
    timeInForce: 'GTC',
    postOnly: false,
    reduceOnly: true,
    protectsPositionId: null,
    parentOrderId: null,
    origin: { kind: 'kill', id: originId, signalId },
    note: null,
  }
}
