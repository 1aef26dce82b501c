import { formatUnits, unitsOf } from '../decimal.ts'
import type { OrderClosed, OrderFilled } from '../engine/events.ts'
import type { Order } from '../engine/order.ts'
import { type Instrument, priceText, quantityText, quoteUnits } from '../instruments.ts'

const ZERO = formatUnits(0n)
const NONE = -1

/** What has just happened to the order. */
export type Happening =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'filled'; readonly fill: OrderFilled }
  | { readonly kind: 'closed'; readonly close: OrderClosed }

/**
 * One `executionReport`, from the order as it stands right after the happening.
 * https://developers.binance.com/docs/binance-spot-api-docs/user-data-stream#order-update
 */
export function executionReport(
  instrument: Instrument,
  order: Order,
  happening: Happening,
  now: number,
): Record<string, unknown> {
  const { terms } = order
  const cancelId = happening.kind === 'closed' ? happening.close.cancelId : undefined
  return {
    e: 'executionReport',
    E: now,
    s: terms.symbol,
    c: cancelId ?? terms.clientOrderId,
    S: terms.side,
    o: terms.type,
    f: terms.timeInForce,
    q: quantityText(instrument, terms.lots),
    p: priceText(instrument, terms.priceTicks),
    P: priceText(instrument, terms.stopTicks),
    F: ZERO,
    g: NONE,
    C: cancelId === undefined ? '' : terms.clientOrderId,
    x: executionType(happening),
    X: order.status,
    r: 'NONE',
    i: terms.id,
    ...fillFields(instrument, happening),
    z: quantityText(instrument, order.executedLots),
    T: order.updatedAt,
    I: terms.id,
    w: order.isWorking && (order.status === 'NEW' || order.status === 'PARTIALLY_FILLED'),
    M: false,
    O: terms.createdAt,
    Z: formatUnits(order.executedQuoteUnits),
    Q: formatUnits(BigInt(terms.quoteOrderUnits)),
    W: order.workingAt,
    V: terms.selfTrade,
  }
}

function executionType(happening: Happening): string {
  switch (happening.kind) {
    case 'accepted':
      return 'NEW'
    case 'filled':
      return 'TRADE'
    default:
      return happening.close.status === 'EXPIRED_IN_MATCH'
        ? 'TRADE_PREVENTION'
        : happening.close.status
  }
}

function fillFields(instrument: Instrument, happening: Happening): Record<string, unknown> {
  if (happening.kind !== 'filled') {
    return { l: ZERO, L: ZERO, n: '0', N: null, t: NONE, m: false, Y: ZERO }
  }
  const { fill } = happening
  return {
    l: quantityText(instrument, fill.lots),
    L: priceText(instrument, fill.priceTicks),
    n: formatUnits(unitsOf(fill.fee)),
    N: fill.feeAsset,
    t: fill.tradeId,
    m: fill.isMaker,
    Y: formatUnits(quoteUnits(instrument, fill.priceTicks, fill.lots)),
  }
}
