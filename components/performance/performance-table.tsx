'use client'
import type { PerformanceView } from '#api/codecs/performance.ts'
import { Money, Percent } from '#components/ui/money.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { MONEY_ONE, negate } from '#core/money/money.ts'

type Point = PerformanceView['points'][number]

const ROWS_MAX = 60

/** The curve as numbers: for whoever does not see it, or wants to copy it. The newest first, evenly thinned. */
export function PerformanceTable({ performance }: { readonly performance: PerformanceView }) {
  const { points, currency } = performance
  const every = Math.max(1, Math.ceil(points.length / ROWS_MAX))
  const rows = points.toReversed().filter((_point, index) => index % every === 0)
  return (
    <details className="border-t border-line print:hidden">
      <summary className="px-3 py-1.5 text-label text-ink-faint">The curve as a table</summary>
      <Table
        label="Equity over time"
        columns={columnsOf(currency)}
        rows={rows}
        rowKey={({ at }) => String(at)}
      />
    </details>
  )
}

function columnsOf(currency: string): readonly Column<Point>[] {
  return [
    { key: 'at', header: 'Time, UTC', cell: ({ at }) => <Time at={at} /> },
    {
      key: 'equity',
      header: `Equity, ${currency}`,
      isNumber: true,
      cell: ({ equity }) => <Money value={equity} />,
    },
    {
      key: 'deposits',
      header: 'Net deposits',
      isNumber: true,
      cell: ({ netDeposits }) => <Money value={netDeposits} />,
    },
    {
      key: 'drawdown',
      header: 'Drawdown',
      isNumber: true,
      cell: ({ drawdown }) => (
        <Percent part={drawdown === null ? null : negate(drawdown)} whole={MONEY_ONE} />
      ),
    },
  ]
}
