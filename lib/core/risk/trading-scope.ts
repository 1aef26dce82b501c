import type { TradingState } from '#core/risk/check-order.ts'

/** What trading can be stopped for: everything, what is at one venue, or what belongs to one client, account or book. */
export const SCOPE_KINDS = ['firm', 'venue', 'client', 'account', 'book'] as const
export type ScopeKind = (typeof SCOPE_KINDS)[number]

/** `id` is the organization's, the venue's, the client's, the account's or the book's. */
export type TradingScope = { readonly kind: ScopeKind; readonly id: string }

/** From the loosest to the strictest. */
export const TRADING_STATES_BY_STRICTNESS = ['ACTIVE', 'REDUCING', 'HALTED'] as const

/** Scopes overlap: the strictest state of all that cover an order holds for it. */
export function strictestState(states: readonly TradingState[]): TradingState {
  const strictness = (state: TradingState) => TRADING_STATES_BY_STRICTNESS.indexOf(state)
  return states.reduce<TradingState>(
    (strictest, state) => (strictness(state) > strictness(strictest) ? state : strictest),
    'ACTIVE',
  )
}
