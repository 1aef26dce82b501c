import type { BotFill } from '#core/bots/book-position.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { toNumber } from '#core/money/money.ts'
import type { Fill } from '#core/orders/fill.ts'

/** A fill as a strategy is told of it: less what was taken from what was bought. */
export function botFillOf(fill: Fill, { base }: Pick<Instrument, 'base'>): BotFill {
  const quantity = toNumber(fill.quantity)
  const taken = fill.feeAsset === base ? toNumber(fill.feeAmount) : 0
  return {
    at: fill.venueAt,
    signed: (fill.side === 'buy' ? quantity : -quantity) - taken,
    price: toNumber(fill.price),
  }
}
