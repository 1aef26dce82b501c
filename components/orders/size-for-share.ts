import type { TicketForm } from '#browser/stores/ticket.ts'
import { toLotQuantity } from '#core/market/quantize.ts'
import {
  type Amount,
  amountOf,
  formatDecimal,
  type Price,
  parsePrice,
  quantityFor,
  scale,
} from '#core/money/money.ts'
import { HOLD_BUFFERS } from './assumptions.ts'
import type { TicketMarket } from './draft-order.ts'

export const SHARES = [25, 50, 75, 100] as const
export type Share = (typeof SHARES)[number]

const WHOLE = 100n
const BPS = 10_000n

/** The size that uses a share of what is available, as the ticket would have it typed; null when nobody can say. */
export function sizeForShare(share: Share, form: TicketForm, market: TicketMarket): string | null {
  if (market.available === null) return null
  const { base: availableBase, quote: availableQuote } = market.available
  const price = priceOf(form, market)
  if (form.side === 'sell') {
    const base = portion(availableBase, share)
    if (form.sizeUnit === 'base') return lotText(base, market)
    return price === null ? null : formatDecimal(scale(base, price, BASE_UNIT, 'down'))
  }
  const quote = spendable(portion(availableQuote, share), form)
  if (form.sizeUnit === 'quote') return formatDecimal(quote)
  return price === null ? null : lotText(amountOf(quantityFor(quote, price, 'down')), market)
}

const BASE_UNIT = parsePrice('1')

function portion(available: Amount, share: Share): Amount {
  return scale(available, BigInt(share), WHOLE, 'down')
}

/** A market buy of a quantity holds more than its price says, so that the price may run. */
function spendable(quote: Amount, { type, sizeUnit }: TicketForm): Amount {
  if (type !== 'market' || sizeUnit === 'quote') return quote
  return scale(quote, BPS, BPS + BigInt(HOLD_BUFFERS.marketBps), 'down')
}

function priceOf(form: TicketForm, { bid, ask, mark, instrument }: TicketMarket): Price | null {
  if (form.type === 'market') return (form.side === 'buy' ? ask : bid) ?? mark
  try {
    return parsePrice(form.limitPrice)
  } catch {
    return mark === null || mark < instrument.priceTick ? null : mark
  }
}

function lotText(amount: Amount, { instrument }: TicketMarket): string | null {
  try {
    return formatDecimal(toLotQuantity(formatDecimal(amount), instrument, 'down'))
  } catch {
    return null
  }
}
