'use client'
import { useQuery } from '@tanstack/react-query'
import type { HoldingView } from '#api/codecs/portfolio.ts'
import { balancesQuery } from '#browser/queries/balances.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Amount } from '#components/ui/money.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Worth } from '#components/ui/worth.tsx'

const ASK_EVERY_MS = 5_000

const COLUMNS: readonly Column<HoldingView>[] = [
  {
    key: 'asset',
    header: 'Asset',
    cell: ({ asset }) => <span className="font-medium">{asset}</span>,
  },
  {
    key: 'total',
    header: 'Owned',
    isNumber: true,
    cell: ({ total }) => <Amount value={total} />,
  },
  {
    key: 'available',
    header: 'Available',
    isNumber: true,
    cell: ({ available }) => <Amount value={available} />,
  },
  { key: 'held', header: 'Held', isNumber: true, cell: ({ held }) => <Amount value={held} /> },
  {
    key: 'value',
    header: 'Value, USDT',
    isNumber: true,
    cell: ({ value }) => <Worth value={value} />,
  },
]

/** What the ledger says the account owns. */
export function BalanceTable({
  accountId,
  label,
}: {
  readonly accountId: string
  readonly label: string
}) {
  const query = useQuery({ ...balancesQuery({ accountId }), refetchInterval: ASK_EVERY_MS })
  return (
    <Loaded query={query} what="Balances">
      {({ items }) =>
        items.length === 0 ? (
          <EmptyFace text="Nothing owned yet." />
        ) : (
          <Table label={label} columns={COLUMNS} rows={items} rowKey={({ asset }) => asset} />
        )
      }
    </Loaded>
  )
}
