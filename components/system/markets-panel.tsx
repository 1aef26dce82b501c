'use client'
import type { SystemView } from '#api/codecs/report.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RunbookLink } from '#components/ui/runbook-link.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Age } from '#components/ui/time.tsx'

type Market = SystemView['markets'][number]

const COLUMNS: readonly Column<Market>[] = [
  {
    key: 'venue',
    header: 'Venue',
    cell: ({ venueId }) => <span className="font-medium">{venueId}</span>,
  },
  {
    key: 'instruments',
    header: 'Instruments',
    isNumber: true,
    cell: ({ instruments }) => <span className="figure">{instruments}</span>,
  },
  {
    key: 'age',
    header: 'Newest price',
    isNumber: true,
    cell: ({ newestQuoteAt }) => <Age at={newestQuoteAt} />,
  },
]

/** How old the newest public price of each venue is. */
export function MarketsPanel({ markets }: { readonly markets: readonly Market[] }) {
  return (
    <Panel title="Market data" aside={<RunbookLink name="market-data-is-old" />}>
      {markets.length === 0 ? (
        <EmptyFace text="No venue is known yet. The runner learns instruments when it starts." />
      ) : (
        <Table
          label="Market data"
          columns={COLUMNS}
          rows={markets}
          rowKey={({ venueId }) => venueId}
        />
      )}
    </Panel>
  )
}
