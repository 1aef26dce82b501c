import type { AccountView } from '#api/codecs/client.ts'
import type { UnixMs } from '#core/time/time.ts'

/** Accounts that one decision stopped. */
export type StoppedGroup = {
  readonly key: string
  readonly state: AccountView['tradingState']
  readonly names: readonly string[]
  /** The earliest of theirs. */
  readonly since: UnixMs | null
  /** Null when the house did it. */
  readonly by: string | null
  readonly reason: string | null
}

type Stoppable = Pick<
  AccountView,
  'clientName' | 'name' | 'tradingState' | 'tradingReason' | 'tradingChangedAt' | 'tradingChangedBy'
>

/** The accounts that do not trade, told once for all that were stopped by the same person for the same reason. */
export function stoppedGroups(accounts: readonly Stoppable[]): readonly StoppedGroup[] {
  const groups = new Map<string, StoppedGroup>()
  for (const account of accounts) {
    const { tradingState: state, tradingReason: reason, tradingChangedBy: by } = account
    if (state === 'ACTIVE') continue
    const key = JSON.stringify([state, by, reason])
    const known = groups.get(key)
    groups.set(key, {
      key,
      state,
      reason,
      by,
      names: [...(known?.names ?? []), `${account.clientName} / ${account.name}`],
      since: earliest(known?.since ?? null, account.tradingChangedAt),
    })
  }
  return [...groups.values()]
}

function earliest(one: UnixMs | null, other: UnixMs | null): UnixMs | null {
  if (one === null || other === null) return one ?? other
  return one < other ? one : other
}
