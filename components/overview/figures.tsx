'use client'
import type { Overview, Totals } from '#api/codecs/report.ts'
import { totalReceipt } from '#browser/receipt-of.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { Figure } from '#components/ui/figure.tsx'
import { Labelled } from '#components/ui/labelled.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { useTotalProof } from '#components/ui/use-total-proof.ts'
import { PnlWorth, Worth } from '#components/ui/worth.tsx'

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
  const { currency } = overview
  const proof = useTotalProof(scope)
  return (
    <Panel title="Equity">
      <div className="flex flex-wrap items-end gap-x-10 gap-y-3 px-3 py-3">
        <Worth
          value={totals.equity}
          unit={currency}
          proof={proof}
          className="text-figure font-medium"
          receipt={totalReceipt('overview.equity', scope)}
        />
        <dl className="flex flex-wrap items-end gap-x-10 gap-y-3 pb-1">
          <Labelled label="Unrealised P&L">
            <PnlWorth
              value={totals.unrealizedPnl}
              unit={currency}
              proof={proof}
              receipt={totalReceipt('overview.unrealizedPnl', scope)}
            />
          </Labelled>
          <Labelled label="Realised P&L">
            <PnlWorth
              value={totals.realizedPnl}
              unit={currency}
              proof={proof}
              receipt={totalReceipt('overview.realizedPnl', scope)}
            />
          </Labelled>
          <Labelled label="Open orders">
            <Figure text={totals.openOrders?.toString() ?? null} />
          </Labelled>
        </dl>
      </div>
    </Panel>
  )
}
