import type { PositionView } from '#api/codecs/portfolio.ts'
import { Amount, Pnl, Price } from '#components/ui/money.tsx'
import type { Instrument } from '#core/market/instrument.ts'
import { isZero } from '#core/money/money.ts'
import type { LadderOrder } from './own-orders.ts'

/** What is owned here by hand, what it earned unrealised, and what is on its way. */
export function InventoryLine({
  instrument,
  position,
  orders,
  isAccountChosen,
}: {
  readonly instrument: Instrument
  readonly position: PositionView | null
  readonly orders: readonly LadderOrder[]
  readonly isAccountChosen: boolean
}) {
  const buys = orders.filter(({ side }) => side === 'buy').length
  const isFlat = position === null || isZero(position.quantity)
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 border-b border-line px-3 py-1 text-label">
      {!isAccountChosen ? (
        <span className="text-ink-faint">Choose an account in the ticket to see its position</span>
      ) : isFlat ? (
        <span className="text-ink-faint">Flat</span>
      ) : (
        <>
          <span>
            <Amount value={position.quantity} unit={instrument.base} />
            <span className="text-ink-faint"> at </span>
            <Price value={position.averagePrice} tick={instrument.priceTick} />
          </span>
          <Pnl
            value={position.unrealizedPnl.kind === 'valued' ? position.unrealizedPnl.amount : null}
            unit={instrument.quote}
          />
        </>
      )}
      <span className="ml-auto text-ink-faint">
        {orders.length === 0
          ? 'no orders'
          : `${buys} buy · ${orders.length - buys} sell ${orders.length === 1 ? 'order' : 'orders'}`}
      </span>
    </p>
  )
}
