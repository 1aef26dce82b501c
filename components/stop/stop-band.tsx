'use client'
import { useQuery } from '@tanstack/react-query'
import { OctagonPause } from 'lucide-react'
import { accountsQuery } from '#browser/queries/accounts.ts'
import { meQuery } from '#browser/queries/people.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { useStopSheet } from '#browser/stores/stop-sheet.ts'
import { useKillRuns } from '#browser/use-kill-runs.ts'
import { mayStop } from '#browser/use-may.ts'
import { useScope } from '#browser/use-scope.ts'
import { counted } from '#components/ui/counted.ts'
import { killProgress } from './kill-faces.ts'
import { SinceTime } from './since-time.tsx'
import { type StoppedGroup, stoppedGroups } from './stopped-groups.ts'
import { accountsInScope } from './use-stop-facts.ts'

/** Events tell of every halt at once; that the disk is almost full is a reading, and must be asked for. */
const ASK_EVERY_MS = 10_000
/** More names than this are a number. */
const NAMED_MAX = 2

/** Over every page and for everybody, while an account in view does not trade: which, since when, by whom, why. */
export function StopBand({ clientId = null }: { readonly clientId?: string | null }) {
  const ofAddress = useScope()
  const scope = clientId === null ? ofAddress : { clientId, accountId: null }
  const { data } = useQuery({ ...accountsQuery(), refetchInterval: ASK_EVERY_MS })
  const accounts = data?.items ?? []
  const groups = stoppedGroups(accountsInScope(accounts, scope))
  const runs = useKillRuns(scope)
  if (groups.length === 0 && runs.length === 0) return null
  return (
    <section
      aria-label="Trading is stopped"
      className="flex min-h-8 items-center gap-3 border-b border-stop bg-stop-paper px-3 py-1 text-stop print:hidden"
    >
      <OctagonPause aria-hidden size={16} className="shrink-0" />
      <div className="flex min-w-0 flex-1 flex-wrap gap-x-4">
        {groups.map((group) => (
          <Stopped key={group.key} group={group} />
        ))}
        {runs.map((run) => (
          <p key={run.id} role="status">
            {`${run.isDrill ? 'Drill' : 'Kill switch'}: ${run.scopeName} · ${killProgress(run)}`}
          </p>
        ))}
      </div>
      <OpenSheet scope={scope} text={runs.length === 0 ? 'Resume…' : 'Checklist…'} />
    </section>
  )
}

function Stopped({ group: { names, state, since, by, reason } }: { readonly group: StoppedGroup }) {
  return (
    <p role="status">
      <strong className="font-semibold">
        {names.length > NAMED_MAX ? counted(names.length, 'account') : names.join(', ')} {state}
      </strong>
      {since === null ? null : (
        <>
          {' since '}
          <SinceTime at={since} />
        </>
      )}
      {` by ${by ?? 'the house'}`}
      {reason === null ? null : ` · ${reasonText(reason)}`}
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
  DISK_LOW: 'the disk is almost full',
  RESTORED: 'restored from a backup, not proven yet',
  CLIENT_ARCHIVED: 'the client is archived',
}

function OpenSheet({ scope, text }: { readonly scope: ScopeChoice; readonly text: string }) {
  const me = useQuery(meQuery()).data
  const open = useStopSheet((sheet) => sheet.open)
  if (me === undefined || !mayStop(me)) return null
  return (
    <button
      type="button"
      onClick={() => open(scope)}
      className="inline-flex h-6 items-center font-semibold underline underline-offset-4 max-sm:h-10"
    >
      {text}
    </button>
  )
}
