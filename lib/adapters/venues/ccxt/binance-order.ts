import { formatDecimal } from '#core/money/money.ts'
import type { VenueNewOrder } from '#ports/venue.ts'

/**
 * The parameters of `POST /api/v3/order`. The request carries the claim's time on the venue's clock and dies
 * with the claim: the venue's own window is the fence against a runner that woke up too late.
 */
export function binanceOrderParams(
  order: VenueNewOrder,
  terms: { readonly symbol: string; readonly clockOffsetMs: number },
): Readonly<Record<string, string | number>> {
  return {
    symbol: terms.symbol,
    side: order.side.toUpperCase(),
    newClientOrderId: order.clientOrderId,
    newOrderRespType: 'FULL',
    timestamp: order.claimedAt + terms.clockOffsetMs,
    recvWindow: order.validUntil - order.claimedAt,
    ...typeParams(order),
    ...textParam('quantity', order.quantity),
    ...textParam('quoteOrderQty', order.quoteAmount),
    ...textParam('price', order.limitPrice),
    ...textParam('stopPrice', order.stopPrice),
  }
}

function typeParams(order: VenueNewOrder): Readonly<Record<string, string>> {
  switch (order.type) {
    case 'market':
      return { type: 'MARKET' }
    case 'limit':
      return order.postOnly
        ? { type: 'LIMIT_MAKER' }
        : { type: 'LIMIT', timeInForce: order.timeInForce }
    case 'stopLimit':
      return { type: 'STOP_LOSS_LIMIT', timeInForce: order.timeInForce }
  }
}

function textParam(
  name: string,
  value: Parameters<typeof formatDecimal>[0] | null,
): Readonly<Record<string, string>> {
  return value === null ? {} : { [name]: formatDecimal(value) }
}
