'use client'
import type { HoldingView } from '#api/codecs/portfolio.ts'
import { useOwners } from '#browser/use-owners.ts'
import { Amount } from '#components/ui/money.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { useProof } from '#components/ui/use-proof.ts'
import { Worth } from '#components/ui/worth.tsx'

type Props = { readonly holdings: readonly HoldingView[]; readonly currency: string }

/** What is owned of each asset in each account, and what of it is set aside for open orders. */
export function HoldingsTable({ holdings, currency }: Props) {
  const owners = useOwners()
  const proofs = useProof()
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
      cell: ({ accountId, asset, total }) => (
        <Amount
          value={total}
          proof={proofs.balance({ accountId, asset, ours: total })}
          receipt={{ kind: 'balance.total', accountId, asset }}
        />
      ),
    },
    {
      key: 'held',
      header: 'For open orders',
      isNumber: true,
      cell: ({ accountId, asset, held }) => (
        <Amount
          value={held}
          proof={proofs.account(accountId)}
          receipt={{ kind: 'balance.held', accountId, asset }}
        />
      ),
    },
    {
      key: 'value',
      header: `Value, ${currency}`,
      isNumber: true,
      cell: ({ accountId, asset, value }) => (
        <Worth
          value={value}
          proof={proofs.account(accountId)}
          receipt={{ kind: 'balance.value', accountId, asset }}
        />
      ),
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
