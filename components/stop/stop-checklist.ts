import type { AccountView } from '#api/codecs/client.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { StopLine } from './stop-run.ts'

/** Whether an account takes new orders. */
export type EntriesCheck =
  | { readonly kind: 'taken' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'stopped'; readonly at: UnixMs | null; readonly by: string | null }
  | { readonly kind: 'failed'; readonly message: string }

/** What became of an account's open orders. */
export type OrdersCheck =
  /** Nobody asked for their end. */
  | { readonly kind: 'open'; readonly count: number }
  | { readonly kind: 'asking' }
  | { readonly kind: 'going'; readonly left: number; readonly of: number }
  /** Null while no proof has been made since. */
  | { readonly kind: 'gone'; readonly of: number; readonly provenAt: UnixMs | null }
  | { readonly kind: 'failed'; readonly message: string }

export type OpenOrder = { readonly accountId: string; readonly createdAt: UnixMs }

type Facts = {
  readonly account: Pick<
    AccountView,
    'id' | 'tradingState' | 'tradingChangedAt' | 'tradingChangedBy'
  >
  readonly line: StopLine | undefined
  /** Every open order that the page knows of. */
  readonly openOrders: readonly OpenOrder[]
  readonly lastProvenAt: UnixMs | null
}

/** The account's own word counts, not ours: it is stopped when the desk says so. */
export function entriesCheck({ account, line }: Facts): EntriesCheck {
  const asked = line?.pause ?? line?.resume
  if (asked?.kind === 'failed') return asked
  if (asked?.kind === 'asking') return asked
  if (account.tradingState === 'ACTIVE') return { kind: 'taken' }
  return { kind: 'stopped', at: account.tradingChangedAt, by: account.tradingChangedBy }
}

/** Orders that were asked for later are not part of what was canceled. */
export function ordersCheck({ account, line, openOrders, lastProvenAt }: Facts): OrdersCheck {
  const open = openOrders.filter(({ accountId }) => accountId === account.id)
  const asked = line?.cancel
  if (asked === undefined) return { kind: 'open', count: open.length }
  if (asked.kind !== 'answered') return asked
  const left = open.filter(({ createdAt }) => createdAt <= asked.at).length
  if (left > 0) return { kind: 'going', left, of: Math.max(left, asked.openCount) }
  const isProven = lastProvenAt !== null && lastProvenAt > asked.at
  return { kind: 'gone', of: asked.openCount, provenAt: isProven ? lastProvenAt : null }
}
