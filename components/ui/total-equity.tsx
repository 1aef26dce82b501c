import type { Totals } from '#api/codecs/report.ts'
import { totalReceipt } from '#browser/receipt-of.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { useTotalProof } from './use-total-proof.ts'
import { Worth } from './worth.tsx'

export type TotalsProps = {
  readonly totals: Totals
  readonly currency: string
  /** Whose figures these are. */
  readonly scope: ScopeChoice
}

/** What is owned, as the largest figure of its page. */
export function TotalEquity({ totals, currency, scope }: TotalsProps) {
  return (
    <Worth
      value={totals.equity}
      unit={currency}
      proof={useTotalProof(scope)}
      className="text-figure font-medium"
      receipt={totalReceipt('overview.equity', scope)}
    />
  )
}
