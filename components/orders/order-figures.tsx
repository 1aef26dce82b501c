'use client'
import type { OrderView } from '#api/codecs/order.ts'
import { Amount, Price } from '#components/ui/money.tsx'
import { decimalsOf } from '#components/ui/money-text.ts'
import { useProof } from '#components/ui/use-proof.ts'
import type { Instrument } from '#core/market/instrument.ts'

type Props = { readonly order: OrderView; readonly instrument: Instrument | undefined }

/** What was asked for: base, or quote money to spend. */
export function OrderSize({ order, instrument }: Props) {
  const proof = useProof().order(order)
  const unit = order.quantity === null ? instrument?.quote : instrument?.base
  return <Amount value={order.quantity ?? order.quoteAmount} unit={unit} proof={proof} />
}

/** At what price: the limit, the stop before it, or the market's. */
export function OrderPrice({ order, instrument }: Props) {
  const proof = useProof().order(order)
  if (order.limitPrice === null) return <span className="text-ink-faint">market</span>
  return (
    <>
      {order.stopPrice === null ? null : (
        <>
          <Price value={order.stopPrice} tick={instrument?.priceTick} />
          <span className="text-ink-faint"> stop → </span>
        </>
      )}
      <Price value={order.limitPrice} tick={instrument?.priceTick} proof={proof} />
    </>
  )
}

/** How much of it is filled. */
export function OrderFilled({ order, instrument }: Props) {
  const proof = useProof().order(order)
  const lot = instrument?.quantityLot
  return (
    <Amount
      value={order.filledQuantity}
      proof={proof}
      receipt={{ kind: 'order.filled', orderId: order.id }}
      {...(lot === undefined ? {} : { decimals: decimalsOf(lot) })}
      className={order.filledQuantity === 0n ? 'text-ink-faint' : undefined}
    />
  )
}
