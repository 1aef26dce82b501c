'use client'
import { ShieldAlert } from 'lucide-react'
import { Money, Pnl } from '#components/ui/money.tsx'
import { useProof } from '#components/ui/use-proof.ts'
import type { PositionTotal } from './position-totals.ts'

/** The sums of the rows below, one line per quote asset. */
export function PositionTotalsLine({
  totals,
  accountIds,
}: {
  readonly totals: readonly PositionTotal[]
  /** Whose positions these are the sums of: a sum is as good as the worst of them. */
  readonly accountIds: readonly string[]
}) {
  const known = useProof().total(accountIds)
  return (
    <div className="flex flex-col gap-1">
      {totals.map(({ quote, value, unrealized, realized, unprotectedCount, isStale }) => {
        const proof =
          isStale && known.kind === 'proven' ? ({ kind: 'stale', ageMs: null } as const) : known
        return (
          <p key={quote} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 text-label">
            <span className="text-ink-faint">
              Value <Money value={value} unit={quote} proof={proof} className="text-ink" />
            </span>
            <span className="text-ink-faint">
              Unrealised <Pnl value={unrealized} proof={proof} />
            </span>
            <span className="text-ink-faint">
              Realised <Pnl value={realized} proof={known} />
            </span>
            {unprotectedCount === 0 ? null : (
              <span className="inline-flex items-center gap-1 text-attention">
                <ShieldAlert aria-hidden size={12} /> {unprotectedCount} without a full stop
              </span>
            )}
          </p>
        )
      })}
    </div>
  )
}
