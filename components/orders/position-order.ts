import type { PositionAct } from '#browser/stores/position-act.ts'
import { EMPTY_TICKET, type TicketForm } from '#browser/stores/ticket.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { toLotQuantity, toTickPrice } from '#core/market/quantize.ts'
import {
  type Amount,
  absolute,
  add,
  formatDecimal,
  isNegative,
  type Price,
  parsePrice,
  type Quantity,
  scale,
} from '#core/money/money.ts'
import { type Position, unrealizedPnl } from '#core/portfolio/position.ts'
import type { Draft } from './draft-order.ts'

const WHOLE = 100n
const BPS = 10_000n
/** How far beyond its stop price a stop's limit stands, so that it still fills when the price runs. */
export const STOP_ROOM_BPS = 50n

type Held = Pick<Position, 'quantity' | 'cost'>

/** The ticket that an act begins with: all of the position, by reduce-only orders on its other side. */
export function formOfAct(act: PositionAct, held: Held, instrument: Instrument): TicketForm {
  return {
    ...EMPTY_TICKET,
    side: isNegative(held.quantity) ? 'buy' : 'sell',
    type: TYPES[act],
    size: shareText(held, WHOLE, instrument) ?? '',
    isReduceOnly: true,
  }
}

const TYPES = { close: 'market', stop: 'stopLimit', target: 'limit' } as const

/** A share of a position in percent, in whole lots, as it would be typed; null when it is less than a lot. */
export function shareText(
  { quantity }: Held,
  share: bigint,
  instrument: Instrument,
): string | null {
  const part = scale(absolute(quantity), share, WHOLE, 'down')
  try {
    return formatDecimal(toLotQuantity(formatDecimal(part), instrument, 'down'))
  } catch {
    return null
  }
}

/** A stop's form with the limit that its stop price needs; without a readable stop price the form as it is. */
export function withStopLimit(form: TicketForm, instrument: Instrument): TicketForm {
  try {
    const stop = parsePrice(form.stopPrice)
    const room = form.side === 'sell' ? BPS - STOP_ROOM_BPS : BPS + STOP_ROOM_BPS
    const limit = formatDecimal(scale(stop, room, BPS, 'halfEven'))
    const rounding = form.side === 'sell' ? 'down' : 'up'
    return { ...form, limitPrice: formatDecimal(toTickPrice(limit, instrument, rounding)) }
  } catch {
    return { ...form, limitPrice: '' }
  }
}

/** What filling the draft at this price would add to the realised profit, before its fee. */
export function realizedAt(held: Held, draft: Draft, price: Price | null): Amount | null {
  const quantity = draft.terms?.quantity ?? null
  if (quantity === null || price === null) return null
  const whole = absolute(held.quantity)
  const part = {
    quantity: signed(quantity, held),
    cost: scale(held.cost, quantity, whole, 'halfEven'),
  }
  return unrealizedPnl(part, price)
}

function signed(quantity: Quantity, held: Held): Quantity {
  return isNegative(held.quantity) ? scale(quantity, -1n, 1n, 'down') : quantity
}

/** Why the act makes no sense at these prices: a stop on the wrong side of the mark would sell at once. */
export function misplaced(act: PositionAct, draft: Draft, mark: Price | null): string | null {
  const { terms } = draft
  if (terms === null || mark === null) return null
  const isSell = terms.side === 'sell'
  if (act === 'stop' && terms.stopPrice !== null && terms.stopPrice > mark === isSell) {
    return `A stop belongs ${isSell ? 'below' : 'above'} the price of now`
  }
  if (act === 'target' && terms.limitPrice !== null && terms.limitPrice < mark === isSell) {
    return `A target belongs ${isSell ? 'above' : 'below'} the price of now`
  }
  return null
}

/** What is open after the draft has filled. */
export function leftAfter(held: Held, draft: Draft): Quantity | null {
  const quantity = draft.terms?.quantity ?? null
  if (quantity === null) return null
  return add(held.quantity, isNegative(held.quantity) ? quantity : scale(quantity, -1n, 1n, 'down'))
}
