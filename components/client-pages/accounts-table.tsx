'use client'
import type { Overview } from '#api/codecs/report.ts'
import { accountReceipt as receiptOf } from '#browser/receipt-of.ts'
import { Badge } from '#components/ui/badge.tsx'
import { BooksBadge } from '#components/ui/books-badge.tsx'
import type { Proof } from '#components/ui/figure.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'
import { useProof } from '#components/ui/use-proof.ts'
import { PnlWorth, Worth } from '#components/ui/worth.tsx'

type Account = Overview['clients'][number]['accounts'][number]
type Props = { readonly accounts: readonly Account[]; readonly currency: string }

/** A client's accounts, whose values add up to the client's, each with when it was last proven. */
export function AccountsTable({ accounts, currency }: Props) {
  const proofs = useProof()
  return (
    <Table
      label="Accounts"
      columns={columnsIn(currency, ({ accountId }) => proofs.total([accountId]))}
      rows={accounts}
      rowKey={({ accountId }) => accountId}
    />
  )
}

function columnsIn(
  currency: string,
  proofOf: (account: Account) => Proof,
): readonly Column<Account>[] {
  return [
    {
      key: 'name',
      header: 'Account',
      cell: ({ name }) => <span className="font-medium">{name}</span>,
    },
    { key: 'venue', header: 'Venue', cell: ({ venueId }) => venueId },
    {
      key: 'mode',
      header: 'Mode',
      cell: ({ mode }) => (
        <Badge tone={mode === 'live' ? 'plain' : 'paper'}>{mode.toUpperCase()}</Badge>
      ),
    },
    {
      key: 'value',
      header: `Value, ${currency}`,
      isNumber: true,
      cell: (account) => (
        <Worth
          value={account.totals.equity}
          proof={proofOf(account)}
          receipt={receiptOf('overview.equity', account)}
        />
      ),
    },
    {
      key: 'unrealized',
      header: 'Unrealised P&L',
      isNumber: true,
      cell: (account) => (
        <PnlWorth
          value={account.totals.unrealizedPnl}
          proof={proofOf(account)}
          receipt={receiptOf('overview.unrealizedPnl', account)}
        />
      ),
    },
    {
      key: 'realized',
      header: 'Realised P&L',
      isNumber: true,
      cell: (account) => (
        <PnlWorth
          value={account.totals.realizedPnl}
          proof={proofOf(account)}
          receipt={receiptOf('overview.realizedPnl', account)}
        />
      ),
    },
    {
      key: 'books',
      header: 'Books',
      cell: ({ booksState }) => <BooksBadge state={booksState} />,
    },
    {
      key: 'proven',
      header: 'Last proven, UTC',
      cell: ({ lastProvenAt }) => <Time at={lastProvenAt} />,
    },
  ]
}
