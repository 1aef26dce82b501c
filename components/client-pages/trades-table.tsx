'use client'
import type { FillView } from '#api/codecs/fill.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { useOwners } from '#browser/use-owners.ts'
import { fillFigureColumns } from '#components/ui/fill-figure-columns.tsx'
import { InstrumentName } from '#components/ui/instrument-link.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'

/** Trades as the venue reported them, with the fee of each. */
export function TradesTable({ fills }: { readonly fills: readonly FillView[] }) {
  const instruments = useInstruments()
  const owners = useOwners()
  const columns: readonly Column<FillView>[] = [
    { key: 'at', header: 'Time, UTC', cell: ({ venueAt }) => <Time at={venueAt} /> },
    {
      key: 'instrument',
      header: 'Market',
      cell: ({ instrumentId }) => (
        <span>
          <InstrumentName instrumentId={instrumentId} />
        </span>
      ),
    },
    {
      key: 'side',
      header: 'Side',
      cell: ({ side }) => <span className="font-medium">{side === 'buy' ? 'Bought' : 'Sold'}</span>,
    },
    ...fillFigureColumns((fill) => instruments.get(fill.instrumentId)),
    {
      key: 'account',
      header: 'Account',
      cell: ({ accountId }) => owners.get(accountId)?.account.name ?? '…',
    },
    {
      key: 'trade',
      header: 'Venue’s number',
      cell: ({ venueTradeId }) => <span className="figure text-ink-faint">{venueTradeId}</span>,
    },
  ]
  return <Table label="Trades" columns={columns} rows={fills} rowKey={({ id }) => id} />
}
