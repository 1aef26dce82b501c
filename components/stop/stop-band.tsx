'use client'
import { useQuery } from '@tanstack/react-query'
import { OctagonPause } from 'lucide-react'
import type { AccountView } from '#api/codecs/client.ts'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { meQuery } from '#browser/queries/people.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { useStopSheet } from '#browser/stores/stop-sheet.ts'
import { mayStop } from '#browser/use-may.ts'
import { useScope } from '#browser/use-scope.ts'
import { Time } from '#components/ui/time.tsx'
import { counted } from './counted.ts'
import { accountsInScope } from './use-stop-facts.ts'

const NAMED_MAX = 2

/** Over every page and for everybody, while an account in view does not trade: which, since when, by whom, why. */
export function StopBand({ clientId = null }: { readonly clientId?: string | null }) {
  const ofAddress = useScope()
  const scope = clientId === null ? ofAddress : { clientId, accountId: null }
  const accounts = useQuery(accountsQuery()).data?.items ?? []
  const stopped = accountsInScope(accounts, scope).filter(
    ({ tradingState }) => tradingState !== 'ACTIVE',
  )
  if (stopped.length === 0) return null
  const rest = stopped.length - NAMED_MAX
  return (
    <section
      aria-label="Trading is stopped"
      className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1 border-b border-stop bg-stop-paper px-3 py-1 text-stop print:hidden"
    >
      <OctagonPause aria-hidden size={16} className="shrink-0" />
      {stopped.slice(0, NAMED_MAX).map((account) => (
        <Stopped key={account.id} account={account} />
      ))}
      {rest > 0 ? <span>and {counted(rest, 'other account')}</span> : null}
      <span className="flex-1" />
      <OpenSheet scope={scope} />
    </section>
  )
}

function Stopped({ account }: { readonly account: AccountView }) {
  const { clientName, name, tradingState, tradingReason, tradingChangedAt } = account
  return (
    <p role="status">
      <strong className="font-semibold">
        {clientName} / {name} {tradingState}
      </strong>
      {tradingChangedAt === null ? null : (
        <>
          {' since '}
          <Time at={tradingChangedAt} />
        </>
      )}
      {` by ${account.tradingChangedBy ?? 'the house'}`}
      {tradingReason === null ? null : ` · ${reasonText(tradingReason)}`}
    </p>
  )
}

/** The house's own reasons are words of the glossary; a person's are shown as they were written. */
function reasonText(reason: string): string {
  return HOUSE_REASONS[reason] ?? reason
}

const HOUSE_REASONS: Readonly<Record<string, string>> = {
  CLOCK_SKEW: 'the venue’s clock differs',
  BREAK_UNRESOLVED: 'a break is unresolved',
  CLIENT_ARCHIVED: 'the client is archived',
}

function OpenSheet({ scope }: { readonly scope: ScopeChoice }) {
  const me = useQuery(meQuery()).data
  const open = useStopSheet((sheet) => sheet.open)
  if (me === undefined || !mayStop(me)) return null
  return (
    <button
      type="button"
      onClick={() => open(scope)}
      className="inline-flex h-6 items-center font-semibold underline underline-offset-4 max-sm:h-10"
    >
      Resume…
    </button>
  )
}
