'use client'
import type { AccountView } from '#api/codecs/client.ts'
import type { BooksView } from '#api/codecs/proof.ts'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { BooksBadge } from '#components/ui/books-badge.tsx'
import { OwnerName } from '#components/ui/owner-name.tsx'
import { Age } from '#components/ui/time.tsx'
import { BalanceTable } from './balance-table.tsx'
import { BreakList } from './break-list.tsx'
import { CancelAll } from './cancel-all.tsx'
import { ConnectKey } from './connect-key.tsx'
import { ProtectionChoice } from './protection-choice.tsx'
import { SheetBadge } from './sheet-badge.tsx'
import { TradingActs } from './trading-acts.tsx'

/** One account: how it stands, what stands against its books, what it owns, and what can be done. */
export function AccountPanel({
  account,
  books,
}: {
  readonly account: AccountView
  readonly books: BooksView | undefined
}) {
  const { clientName, name, status } = account
  return (
    <section
      aria-label={`${clientName} / ${name}`}
      className="rounded-box border border-line bg-panel"
    >
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
        <h2 className="mr-1 font-semibold">
          <OwnerName accountId={account.id} />
        </h2>
        <AccountMarks account={account} books={books} />
        <div className="ml-auto flex flex-wrap items-center gap-2">
          {status === 'CONNECTED' ? (
            <>
              <TradingActs account={account} />
              <CancelAll accountId={account.id} books={books} />
            </>
          ) : null}
          <ConnectKey account={account} />
        </div>
      </header>
      <Reasons account={account} />
      {books === undefined || books.breaks.length === 0 ? null : (
        <div className="border-b border-line">
          <BreakList breaks={books.breaks} label={`Breaks of ${clientName} / ${name}`} />
        </div>
      )}
      <BalanceTable accountId={account.id} label={`Balances of ${clientName} / ${name}`} />
      {status === 'CONNECTED' ? <ProtectionChoice account={account} /> : null}
    </section>
  )
}

function AccountMarks({
  account: { mode, venueId, status, tradingState, venueKey },
  books,
}: {
  readonly account: AccountView
  readonly books: BooksView | undefined
}) {
  return (
    <>
      <Badge tone={mode === 'live' ? 'plain' : 'paper'}>{mode.toUpperCase()}</Badge>
      <span className="text-ink-faint">{venueId}</span>
      <SheetBadge venueId={venueId} />
      {venueKey === null || mode === 'paper' ? null : (
        <span className="figure text-label text-ink-faint">key …{venueKey.hint}</span>
      )}
      {status === 'CONNECTED' ? null : <Badge tone={STATUS_TONES[status]}>{status}</Badge>}
      {tradingState === 'ACTIVE' ? null : <Badge tone="attention">{tradingState}</Badge>}
      {books === undefined ? null : (
        <>
          <BooksBadge state={books.state} />
          {books.lastProvenAt === null ? null : (
            <span className="text-label text-ink-faint">
              proven <Age at={books.lastProvenAt} /> ago
            </span>
          )}
        </>
      )}
    </>
  )
}

const STATUS_TONES: Readonly<Record<AccountView['status'], BadgeTone>> = {
  CONNECTING: 'faint',
  CONNECTED: 'plain',
  READ_ONLY: 'attention',
  REFUSED: 'stop',
  ARCHIVED: 'faint',
}

/** Why it is not simply connected and trading. */
function Reasons({ account }: { readonly account: AccountView }) {
  const reasons = [
    account.statusReason,
    account.tradingReason,
    account.venueKey?.reason ?? null,
  ].filter((reason) => reason !== null)
  if (reasons.length === 0) return null
  return (
    <ul className="border-b border-line px-3 py-1.5 text-label text-attention">
      {[...new Set(reasons)].map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  )
}
