import { isPositive } from '#core/money/money.ts'
import type { OrderTerms } from '#core/orders/order.ts'
import { type Denial, deny } from '#core/risk/denial.ts'

/** Whether the terms of an order make sense together, whatever the market. */
export function checkOrderTerms(order: OrderTerms): Denial | null {
  const rule = brokenRule(order)
  return rule === null ? null : deny('ORDER_TERMS_INVALID', { rule })
}

/** The closed list of what the terms of an order must satisfy; the first one broken. */
function brokenRule(order: OrderTerms): string | null {
  const { type, side, quantity, quoteAmount, limitPrice, stopPrice } = order
  const isMarket = type === 'market'
  const rules = {
    ONE_OF_QUANTITY_AND_QUOTE_AMOUNT: (quantity === null) !== (quoteAmount === null),
    QUOTE_AMOUNT_ONLY_FOR_MARKET_BUY: quoteAmount === null || (isMarket && side === 'buy'),
    LIMIT_PRICE_UNLESS_MARKET: (limitPrice === null) === isMarket,
    STOP_PRICE_IF_STOP_LIMIT: (stopPrice === null) === (type !== 'stopLimit'),
    POST_ONLY_IS_LIMIT_GTC: !order.postOnly || (type === 'limit' && order.timeInForce === 'GTC'),
    POSITIVE_VALUES: [quantity, quoteAmount, limitPrice, stopPrice].every(
      (value) => value === null || isPositive(value),
    ),
  }
  return Object.entries(rules).find(([, isKept]) => !isKept)?.[0] ?? null
}
