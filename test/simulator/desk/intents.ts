import { parsePrice, parseQuantity, type Quantity } from '#core/money/money.ts'
import type { NewOrder } from '#core/orders/order.ts'
import type { SeededDice } from '../kernel/seeded-dice.ts'
import { INSTRUMENTS, MARKETS, type SimHouse } from './sim-house.ts'

/** What somebody wants to happen, and when. */
export type Intent = {
  readonly index: number
  readonly at: number
  readonly order: NewOrder
  /** So long after it was placed its cancel is asked for; null: never. */
  readonly cancelAfterMs: number | null
  /** So long after it was placed somebody wants another size; null: never. */
  readonly amendment: { readonly afterMs: number; readonly quantity: Quantity } | null
}

const PERSON_ID = 'a-trader'
const CANCEL_AFTER_MS_MAX = 15_000

/** The wishes of one run, drawn before anything happens. */
export function drawIntents(
  dice: SeededDice,
  house: Pick<SimHouse, 'account' | 'bookId'>,
  { count, withinMs }: { readonly count: number; readonly withinMs: number },
): readonly Intent[] {
  return Array.from({ length: count }, (_, index) => ({
    index,
    at: dice.between(0, withinMs),
    order: drawOrder(dice, house, index),
    cancelAfterMs: dice.happens(0.4) ? dice.between(0, CANCEL_AFTER_MS_MAX) : null,
    amendment: dice.happens(0.3)
      ? { afterMs: dice.between(0, CANCEL_AFTER_MS_MAX), quantity: drawQuantity(dice) }
      : null,
  }))
}

function drawOrder(
  dice: SeededDice,
  { account, bookId }: Pick<SimHouse, 'account' | 'bookId'>,
  index: number,
): NewOrder {
  const market = Math.floor(dice.between(0, INSTRUMENTS.length))
  const instrument = INSTRUMENTS[market] ?? INSTRUMENTS[0]
  const side = dice.happens(0.6) ? 'buy' : 'sell'
  const reduceOnly = side === 'sell' && dice.happens(0.4)
  return {
    accountId: account.accountId,
    bookId,
    instrumentId: (instrument ?? never()).id,
    side,
    type: 'limit',
    quantity: drawQuantity(dice),
    quoteAmount: null,
    limitPrice: parsePrice(MARKETS[market]?.price ?? '100'),
    stopPrice: null,
    timeInForce: dice.happens(0.2) ? 'IOC' : 'GTC',
    postOnly: false,
    reduceOnly,
    protectsPositionId: null,
    parentOrderId: null,
    origin: dice.happens(0.5)
      ? { kind: 'bot', id: `bot of ${bookId}`, signalId: `signal-${index}` }
      : { kind: 'person', id: PERSON_ID, signalId: null },
    note: null,
  }
}

function drawQuantity(dice: SeededDice): Quantity {
  return parseQuantity(dice.pick(['0.5', '1', '2.345', '3', '7']))
}

function never(): never {
  throw new Error('there are markets')
}
