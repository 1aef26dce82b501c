import type { QueryClient } from '@tanstack/react-query'
import { create } from 'zustand'
import { cancelAllOrders, listAccounts, pauseAccount, resumeAccount } from '#api/accounts.ts'
import type { AccountView } from '#api/codecs/client.ts'
import type { CallResult } from '#api/endpoint.ts'
import { listOrders } from '#api/orders.ts'
import { getOverview } from '#api/reports.ts'
import { call } from '#browser/call.ts'
import { eachAtMost } from '#browser/each-at-most.ts'
import type { UnixMs } from '#core/time/time.ts'

export const STOP_ACTS = ['pause', 'cancel', 'resume'] as const
export type StopAct = (typeof STOP_ACTS)[number]

/** How one act fares at one account. */
export type Step =
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly at: UnixMs; readonly openCount: number }
  | { readonly kind: 'failed'; readonly message: string }

/** What was asked of an account since the page was opened. */
export type StopLine = Partial<Readonly<Record<StopAct, Step>>>

type StopRun = {
  readonly lines: ReadonlyMap<string, StopLine>
  set(accountId: string, act: StopAct, step: Step): void
}

/** What was stopped, kept while the sheet is closed and another page is looked at. */
export const useStopRun = create<StopRun>()((set) => ({
  lines: new Map(),
  set: (accountId, act, step) =>
    set(({ lines }) => ({
      lines: new Map(lines).set(accountId, { ...without(lines.get(accountId), act), [act]: step }),
    })),
}))

/** A resume ends what is told of a stop, and a pause what is told of a resume. */
function without(line: StopLine | undefined, act: StopAct): StopLine {
  const { pause, cancel, resume } = line ?? {}
  return {
    ...(pause === undefined || act === 'resume' ? {} : { pause }),
    ...(resume === undefined || act === 'pause' ? {} : { resume }),
    ...(cancel === undefined || act === 'resume' ? {} : { cancel }),
  }
}

/** So many accounts are asked at once: the desk answers each in milliseconds, and none waits long. */
const ASKED_AT_ONCE_MAX = 4

export type StopWish = {
  readonly act: StopAct
  readonly accountIds: readonly string[]
  /** Why, for everybody who sees the band. */
  readonly reason: string | null
}

/** Asks it of every account, each on its own: one that fails says why on its line and stops no other. */
export async function runStop(
  queryClient: QueryClient,
  { act, accountIds, reason }: StopWish,
): Promise<void> {
  const { set } = useStopRun.getState()
  for (const accountId of accountIds) set(accountId, act, { kind: 'asking' })
  await eachAtMost(ASKED_AT_ONCE_MAX, accountIds, async (accountId) => {
    try {
      set(accountId, act, await ACTS[act](queryClient, { accountId, reason }))
    } catch (error) {
      set(accountId, act, { kind: 'failed', message: messageOf(error) })
    }
  })
  const changed = [listAccounts, listOrders, getOverview]
  await Promise.all(changed.map(({ name }) => queryClient.invalidateQueries({ queryKey: [name] })))
}

type Asked = { readonly accountId: string; readonly reason: string | null }

const ACTS: Readonly<Record<StopAct, (queryClient: QueryClient, asked: Asked) => Promise<Step>>> = {
  async pause(queryClient, { accountId, reason }) {
    return keep(queryClient, await call(pauseAccount, { accountId, reason }))
  },
  async resume(queryClient, { accountId }) {
    return keep(queryClient, await call(resumeAccount, { accountId }))
  },
  async cancel(_queryClient, { accountId }) {
    const { openCount, requestedAt } = await call(cancelAllOrders, { accountId })
    return { kind: 'answered', at: requestedAt, openCount }
  },
}

/** The answer is the account as it is now: every page shows it without asking again. */
function keep(queryClient: QueryClient, account: AccountView): Step {
  queryClient.setQueriesData<CallResult<typeof listAccounts>>(
    { queryKey: [listAccounts.name] },
    (known) =>
      known === undefined
        ? undefined
        : { ...known, items: known.items.map((each) => (each.id === account.id ? account : each)) },
  )
  return { kind: 'answered', at: account.tradingChangedAt ?? account.createdAt, openCount: 0 }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
