'use client'
import type { SystemView } from '#api/codecs/report.ts'
import { Badge } from '#components/ui/badge.tsx'
import { BooksBadge } from '#components/ui/books-badge.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Age } from '#components/ui/time.tsx'
import type { UnixMs } from '#core/time/time.ts'

type Account = SystemView['accounts'][number]

/** Which process serves each account, and when its books were last read. */
export function AccountsPanel({
  accounts,
  asOfAt,
}: {
  readonly accounts: readonly Account[]
  readonly asOfAt: UnixMs
}) {
  return (
    <Panel title="Accounts and their leases">
      {accounts.length === 0 ? (
        <EmptyFace text="No account yet. A runner takes a lease on each one it serves." />
      ) : (
        <Table
          label="Accounts and their leases"
          columns={columnsAsOf(asOfAt)}
          rows={accounts}
          rowKey={({ accountId }) => accountId}
        />
      )}
    </Panel>
  )
}

function columnsAsOf(asOfAt: UnixMs): readonly Column<Account>[] {
  return [
    {
      key: 'account',
      header: 'Account',
      cell: ({ clientName, accountName }) => (
        <span className="font-medium">
          {clientName} / {accountName}
        </span>
      ),
    },
    {
      key: 'lease',
      header: 'Lease',
      cell: (account) => <Lease account={account} asOfAt={asOfAt} />,
    },
    {
      key: 'holder',
      header: 'Held by',
      cell: ({ leaseHolder }) => <span className="figure text-ink-soft">{leaseHolder ?? '—'}</span>,
    },
    {
      key: 'token',
      header: 'Fencing token',
      isNumber: true,
      cell: ({ leaseToken }) => <span className="figure">{leaseToken ?? '—'}</span>,
    },
    { key: 'books', header: 'Books', cell: ({ booksState }) => <BooksBadge state={booksState} /> },
    {
      key: 'reconciled',
      header: 'Last read',
      isNumber: true,
      cell: ({ reconciledAt }) => <Age at={reconciledAt} />,
    },
  ]
}

function Lease({ account, asOfAt }: { readonly account: Account; readonly asOfAt: UnixMs }) {
  const { leaseHolder, leaseExpiresAt } = account
  if (leaseHolder === null) return <Badge tone="attention">NOBODY</Badge>
  const isHeld = leaseExpiresAt !== null && leaseExpiresAt > asOfAt
  return <Badge tone={isHeld ? 'plain' : 'stop'}>{isHeld ? 'HELD' : 'EXPIRED'}</Badge>
}
