import type { AccountView } from '#api/codecs/client.ts'
import type { Context } from '#usecases/context.ts'
import { setTradingState } from './set-trading-state.ts'

/** Stops new orders of an account at once. Open orders stay and cancels work. Safe to repeat. */
export function pauseAccount(
  ctx: Pick<Context, 'db' | 'effect' | 'clock' | 'actor'>,
  { accountId, reason }: { readonly accountId: string; readonly reason: string | null },
): Promise<AccountView> {
  return setTradingState(ctx, { action: 'account.pause', accountId, state: 'HALTED', reason })
}
