import { totalReceipt } from '#browser/receipt-of.ts'
import { Figure } from './figure.tsx'
import { Labelled } from './labelled.tsx'
import type { TotalsProps } from './total-equity.tsx'
import { useTotalProof } from './use-total-proof.ts'
import { PnlWorth } from './worth.tsx'

/** How it did and what is still open, for a list of facts; traders know `P&L`, clients its words. */
export function TotalFacts({
  totals,
  currency,
  scope,
  pnl,
}: TotalsProps & { readonly pnl: 'P&L' | 'profit and loss' }) {
  const shared = { unit: currency, proof: useTotalProof(scope) }
  return (
    <>
      <Labelled label={`Unrealised ${pnl}`}>
        <PnlWorth
          {...shared}
          value={totals.unrealizedPnl}
          receipt={totalReceipt('overview.unrealizedPnl', scope)}
        />
      </Labelled>
      <Labelled label={`Realised ${pnl}`}>
        <PnlWorth
          {...shared}
          value={totals.realizedPnl}
          receipt={totalReceipt('overview.realizedPnl', scope)}
        />
      </Labelled>
      <Labelled label="Open orders">
        <Figure text={totals.openOrders?.toString() ?? null} />
      </Labelled>
    </>
  )
}
