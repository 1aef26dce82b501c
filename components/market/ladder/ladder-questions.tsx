'use client'
import type { ReactNode } from 'react'
import { useOwners } from '#browser/use-owners.ts'
import { AlertDialog } from '#components/ui/alert-dialog.tsx'
import { decimalsOf, moneyText } from '#components/ui/money-text.ts'
import type { Instrument } from '#core/market/instrument.ts'
import type { Price } from '#core/money/money.ts'
import type { LadderOrder } from './own-orders.ts'

/** Moving an order to another price, with what the move may cost. */
export function MoveQuestion({
  instrument,
  move,
  crossing,
  isBusy,
  error,
  onClose,
  onConfirm,
}: {
  readonly instrument: Instrument
  readonly move: { readonly order: LadderOrder; readonly price: Price } | null
  /** The new price meets the other side of the book. */
  readonly crossing: boolean
  readonly isBusy: boolean
  readonly error: Error | null
  onClose(): void
  onConfirm(): void
}) {
  const owner = useOwners().get(move?.order.order.accountId ?? '')
  if (move === null) return null
  const { side, left, price } = move.order
  const act = `${side === 'buy' ? 'Buy' : 'Sell'} ${moneyText(left)} ${instrument.base}`
  const [from, to] = [priceText(price, instrument), priceText(move.price, instrument)]
  return (
    <AlertDialog
      isOpen
      title={`Move to ${to}?`}
      confirmLabel={`Move to ${to}`}
      isBusy={isBusy}
      error={error}
      onOpenChange={(isOpen) => isOpen || onClose()}
      onConfirm={onConfirm}
      text={
        <>
          <p className="text-ink">
            {act}
            {owner === undefined ? '' : ` · ${owner.clientName}`}
            {owner === undefined || owner.account.mode === 'live' ? '' : ` · ${owner.account.mode}`}
            :{' '}
            <span className="figure">
              {from} → {to}
            </span>
          </p>
          <ul className="mt-2 list-disc pl-4">
            <Risk>It is canceled and placed anew: its place in the queue is lost.</Risk>
            <Risk>It may fill before it is canceled. What fills comes off the new order.</Risk>
            {crossing ? (
              <Risk>This price meets the other side: it fills at once, as a taker.</Risk>
            ) : null}
          </ul>
        </>
      }
    />
  )
}

/** Canceling all own orders of the market in the scope. */
export function CancelQuestion({
  instrument,
  orders,
  isOpen,
  isBusy,
  error,
  onClose,
  onConfirm,
}: {
  readonly instrument: Instrument
  readonly orders: readonly LadderOrder[]
  readonly isOpen: boolean
  readonly isBusy: boolean
  readonly error: Error | null
  onClose(): void
  onConfirm(): void
}) {
  const what = orders.length === 1 ? '1 order' : `${orders.length} orders`
  const accounts = new Set(orders.map(({ order }) => order.accountId)).size
  return (
    <AlertDialog
      isOpen={isOpen}
      title={`Cancel ${what} in ${instrument.base}-${instrument.quote}?`}
      confirmLabel={`Cancel ${what}`}
      isBusy={isBusy}
      error={error}
      onOpenChange={(open) => open || onClose()}
      onConfirm={onConfirm}
      text={
        <p>
          All open orders of this scope in this market
          {accounts > 1 ? `, in ${accounts} accounts` : ''}. Stops are among them: what they protect
          is then unprotected. A fill that comes first wins.
        </p>
      }
    />
  )
}

function Risk({ children }: { readonly children: ReactNode }) {
  return <li>{children}</li>
}

function priceText(price: Price, { priceTick }: Instrument): string {
  const decimals = decimalsOf(priceTick)
  return moneyText(price, { decimalsMin: decimals, decimalsMax: decimals })
}
