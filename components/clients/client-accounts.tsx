'use client'
import Link from 'next/link'
import type { AccountView } from '#api/codecs/client.ts'
import { inScope } from '#browser/scope.ts'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Time } from '#components/ui/time.tsx'

/** A client's accounts; a name opens the account on the desk, where it is connected, paused and proven. */
export function ClientAccounts({ accounts }: { readonly accounts: readonly AccountView[] }) {
  if (accounts.length === 0) {
    return <EmptyFace text="No account yet. A paper account can trade at once." />
  }
  return <Table label="Accounts" columns={COLUMNS} rows={accounts} rowKey={({ id }) => id} />
}

const COLUMNS: readonly Column<AccountView>[] = [
  {
    key: 'name',
    header: 'Account',
    cell: ({ id, clientId, name }) => (
      <Link
        href={inScope('/desk/accounts', { clientId, accountId: id })}
        prefetch={false}
        className="font-medium hover:underline"
      >
        {name}
      </Link>
    ),
  },
  { key: 'venue', header: 'Venue', cell: ({ venueId }) => venueId },
  { key: 'mode', header: 'Mode', cell: ({ mode }) => <Mode mode={mode} /> },
  {
    key: 'status',
    header: 'Connection',
    cell: ({ status, statusReason }) => (
      <Badge tone={CONNECTION_TONES[status]} title={statusReason ?? undefined}>
        {status}
      </Badge>
    ),
  },
  {
    key: 'trading',
    header: 'Trading',
    cell: ({ tradingState, tradingReason }) => (
      <Badge tone={TRADING_TONES[tradingState]} title={tradingReason ?? undefined}>
        {tradingState}
      </Badge>
    ),
  },
  {
    key: 'key',
    header: 'Venue key',
    cell: ({ venueKey }) => (
      <span className="figure text-ink-soft">
        {venueKey === null ? 'none' : `${venueKey.hint} ${venueKey.state.toLowerCase()}`}
      </span>
    ),
  },
  { key: 'since', header: 'Since', cell: ({ createdAt }) => <Time at={createdAt} /> },
]

function Mode({ mode }: { readonly mode: AccountView['mode'] }) {
  return <Badge tone={mode === 'live' ? 'plain' : 'paper'}>{mode.toUpperCase()}</Badge>
}

const CONNECTION_TONES: Readonly<Record<AccountView['status'], BadgeTone>> = {
  CONNECTING: 'faint',
  CONNECTED: 'plain',
  READ_ONLY: 'attention',
  REFUSED: 'stop',
  ARCHIVED: 'faint',
}

const TRADING_TONES: Readonly<Record<AccountView['tradingState'], BadgeTone>> = {
  ACTIVE: 'plain',
  REDUCING: 'attention',
  HALTED: 'attention',
}
