'use client'
import type { HoldingView } from '#api/codecs/portfolio.ts'
import { useOwners } from '#browser/use-owners.ts'
import { Amount } from '#components/ui/money.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Worth } from '#components/ui/worth.tsx'

type Props = { readonly holdings: readonly HoldingView[]; readonly currency: string }

/** What is owned of each asset in each account, and what of it is set aside for open orders. */
export function HoldingsTable({ holdings, currency }: Props) {
  const owners = useOwners()
  const columns: readonly Column<HoldingView>[] = [
    {
      key: 'asset',
      header: 'Asset',
      cell: ({ asset }) => <span className="font-medium">{asset}</span>,
    },
    {
      key: 'account',
      header: 'Account',
      cell: ({ accountId }) => owners.get(accountId)?.account.name ?? '…',
    },
    {
      key: 'total',
      header: 'Owned',
      isNumber: true,
      cell: ({ total }) => <Amount value={total} />,
    },
    {
      key: 'held',
      header: 'For open orders',
      isNumber: true,
      cell: ({ held }) => <Amount value={held} />,
    },
    {
      key: 'value',
      header: `Value, ${currency}`,
      isNumber: true,
      cell: ({ value }) => <Worth value={value} />,
    },
  ]
  return (
    <Table
      label="What is owned"
      columns={columns}
      rows={holdings}
      rowKey={({ accountId, asset }) => `${accountId}:${asset}`}
    />
  )
}
