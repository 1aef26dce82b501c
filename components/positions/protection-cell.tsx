'use client'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { Amount, Price } from '#components/ui/money.tsx'
import { moneyText } from '#components/ui/money-text.ts'
import { isFlat } from '#core/portfolio/position.ts'
import { isUnprotected, type PositionRow } from './position-row.ts'

/** Which stop protects a position and how much of it; what has none says so. */
export function ProtectionCell({ row }: { readonly row: PositionRow }) {
  const { position, protection, instrument } = row
  if (isFlat(position)) return null
  if (protection === null) return <Amount value={null} />
  const [first, ...others] = protection.stops
  if (first === undefined) {
    return (
      <span className="inline-flex items-center gap-1 text-attention">
        <ShieldAlert aria-hidden size={14} />
        No stop
      </span>
    )
  }
  const isPart = isUnprotected(row)
  const title = protection.stops
    .map(({ quantity, stopPrice }) => `${moneyText(quantity)} at ${moneyText(stopPrice)}`)
    .join(', ')
  return (
    <span
      title={`Stops: ${title}`}
      className={`inline-flex items-center gap-1 ${isPart ? 'text-attention' : ''}`}
    >
      {isPart ? <ShieldAlert aria-hidden size={14} /> : <ShieldCheck aria-hidden size={14} />}
      {isPart ? (
        <>
          <Amount value={protection.quantity} /> only, at
        </>
      ) : null}
      <Price value={first.stopPrice} tick={instrument?.priceTick} />
      {others.length === 0 ? null : <span className="text-ink-faint">+{others.length}</span>}
    </span>
  )
}
