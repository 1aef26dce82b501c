'use client'
import type { Overview, Totals } from '#api/codecs/report.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { Panel } from '#components/ui/panel.tsx'
import { TotalEquity } from '#components/ui/total-equity.tsx'
import { TotalFacts } from '#components/ui/total-facts.tsx'

/** What is owned and how it did. */
export function Figures({
  overview,
  totals,
  scope,
}: {
  readonly overview: Overview
  readonly totals: Totals
  /** Whose figures these are. */
  readonly scope: ScopeChoice
}) {
  const shared = { totals, currency: overview.currency, scope }
  return (
    <Panel title="Equity">
      <div className="flex flex-wrap items-end gap-x-10 gap-y-3 px-3 py-3">
        <TotalEquity {...shared} />
        <dl className="flex flex-wrap items-end gap-x-10 gap-y-3 pb-1">
          <TotalFacts {...shared} pnl="P&L" />
        </dl>
      </div>
    </Panel>
  )
}
