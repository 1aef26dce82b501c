import type { AccountView } from '#api/codecs/client.ts'
import type { Context } from '#usecases/context.ts'
import { setTradingState } from './set-trading-state.ts'

/**
 * Lets an account trade again. Orders that waited are sent, but not those that waited too long. Safe to
 * repeat.
 */
export function resumeAccount(
  ctx: Pick<Context, 'db' | 'effect' | 'clock' | 'actor'>,
  { accountId }: { readonly accountId: string },
): Promise<AccountView> {
  return setTradingState(ctx, {
    action: 'account.resume',
    accountId,
    state: 'ACTIVE',
    reason: null,
  })
}
