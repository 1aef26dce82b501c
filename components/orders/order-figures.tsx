import type { OrderView } from '#api/codecs/order.ts'
import { Amount, Price } from '#components/ui/money.tsx'
import { decimalsOf } from '#components/ui/money-text.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { proofOf } from './order-words.ts'

type Props = { readonly order: OrderView; readonly instrument: Instrument | undefined }

/** What was asked for: base, or quote money to spend. */
export function OrderSize({ order, instrument }: Props) {
  const unit = order.quantity === null ? instrument?.quote : instrument?.base
  return <Amount value={order.quantity ?? order.quoteAmount} unit={unit} proof={proofOf(order)} />
}

/** At what price: the limit, the stop before it, or the market's. */
export function OrderPrice({ order, instrument }: Props) {
  if (order.limitPrice === null) return <span className="text-ink-faint">market</span>
  return (
    <>
      {order.stopPrice === null ? null : (
        <>
          <Price value={order.stopPrice} tick={instrument?.priceTick} />
          <span className="text-ink-faint"> stop → </span>
        </>
      )}
      <Price value={order.limitPrice} tick={instrument?.priceTick} proof={proofOf(order)} />
    </>
  )
}

/** How much of it is filled. */
export function OrderFilled({ order, instrument }: Props) {
  const lot = instrument?.quantityLot
  return (
    <Amount
      value={order.filledQuantity}
      {...(lot === undefined ? {} : { decimals: decimalsOf(lot) })}
      className={order.filledQuantity === 0n ? 'text-ink-faint' : undefined}
    />
  )
}
