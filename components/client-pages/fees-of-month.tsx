'use client'
import { useQuery } from '@tanstack/react-query'
import type { Statement } from '#api/codecs/report.ts'
import { statementQuery } from '#browser/queries/reports.ts'
import { Loaded } from '#components/ui/loaded.tsx'
import { Amount } from '#components/ui/money.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { useNow } from '#components/ui/use-now.ts'
import type { AssetId } from '#core/market/instrument.ts'
import { type Amount as AmountValue, add, isZero, zeroAmount } from '#core/money/money.ts'
import { toIso } from '#core/time/time.ts'

const MONTH_LENGTH = '2026-11'.length

/** What trading cost this month, in the assets it was paid in: the sums of the statement's own lines. */
export function FeesOfMonth({ clientId }: { readonly clientId: string }) {
  const now = useNow()
  const month = now === null ? null : toIso(now).slice(0, MONTH_LENGTH)
  const query = useQuery({
    ...statementQuery({ clientId, month: month ?? '' }),
    enabled: month !== null,
  })
  return (
    <Panel title="Fees this month">
      <Loaded query={query} what="Fees" rows={1}>
        {(statement) => <Fees fees={feesOf(statement)} />}
      </Loaded>
    </Panel>
  )
}

function Fees({ fees }: { readonly fees: ReadonlyMap<AssetId, AmountValue> }) {
  if (fees.size === 0) return <p className="px-3 py-2 text-ink-soft">None yet.</p>
  return (
    <ul className="flex flex-wrap gap-x-8 gap-y-1 px-3 py-2">
      {[...fees].map(([asset, amount]) => (
        <li key={asset}>
          <Amount value={amount} unit={asset} />
        </li>
      ))}
    </ul>
  )
}

function feesOf({ lines }: Statement): ReadonlyMap<AssetId, AmountValue> {
  const fees = new Map<AssetId, AmountValue>()
  for (const { asset, fee } of lines) {
    if (!isZero(fee)) fees.set(asset, add(fees.get(asset) ?? zeroAmount, fee))
  }
  return fees
}
