'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { HoldingView } from '#api/codecs/portfolio.ts'
import { balancesQuery } from '#browser/queries/balances.ts'
import { holdingReceipt as receiptOf } from '#browser/receipt-of.ts'
import { useAsOf } from '#browser/use-as-of.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Amount } from '#components/ui/money.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { type Proofs, useProof } from '#components/ui/use-proof.ts'
import { Worth } from '#components/ui/worth.tsx'
import type { Decimal } from '#core/money/money.ts'

const ASK_EVERY_MS = 5_000

function columnsOf(proofs: Proofs): readonly Column<HoldingView>[] {
  const proofOf = ({ accountId, asset }: HoldingView, ours: Decimal) =>
    proofs.balance({ accountId, asset, ours })
  return [
    {
      key: 'asset',
      header: 'Asset',
      cell: ({ asset }) => <span className="font-medium">{asset}</span>,
    },
    {
      key: 'total',
      header: 'Owned',
      isNumber: true,
      cell: (holding) => (
        <Amount
          value={holding.total}
          proof={proofOf(holding, holding.total)}
          receipt={receiptOf('balance.total', holding)}
        />
      ),
    },
    {
      key: 'available',
      header: 'Available',
      isNumber: true,
      cell: (holding) => (
        <Amount
          value={holding.available}
          proof={proofOf(holding, holding.available)}
          receipt={receiptOf('balance.available', holding)}
        />
      ),
    },
    {
      key: 'held',
      header: 'Held',
      isNumber: true,
      cell: (holding) => (
        <Amount
          value={holding.held}
          proof={proofs.account(holding.accountId)}
          receipt={receiptOf('balance.held', holding)}
        />
      ),
    },
    {
      key: 'value',
      header: 'Value, USDT',
      isNumber: true,
      cell: (holding) => (
        <Worth
          value={holding.value}
          proof={proofs.account(holding.accountId)}
          receipt={receiptOf('balance.value', holding)}
        />
      ),
    },
  ]
}

/** What the ledger says the account owns. */
export function BalanceTable({
  accountId,
  label,
}: {
  readonly accountId: string
  readonly label: string
}) {
  const proofs = useProof()
  const asOf = useAsOf()
  const columns = useMemo(() => columnsOf(proofs), [proofs])
  const query = useQuery({
    ...balancesQuery({ accountId, ...asOf.input }),
    refetchInterval: ASK_EVERY_MS,
  })
  return (
    <Loaded query={query} what="Balances">
      {({ items }) =>
        items.length === 0 ? (
          <EmptyFace text="Nothing owned yet." />
        ) : (
          <Table label={label} columns={columns} rows={items} rowKey={({ asset }) => asset} />
        )
      }
    </Loaded>
  )
}
