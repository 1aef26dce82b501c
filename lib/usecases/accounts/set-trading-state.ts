import type { AccountView } from '#api/codecs/client.ts'
import { toWireId } from '#api/codecs/id.ts'
import { assert } from '#core/assert.ts'
import type { TradingState } from '#core/risk/check-order.ts'
import { readAccount } from '#store/accounts.ts'
import { writeAccountChanges } from '#store/order-path-write.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

type Change = {
  readonly action: 'account.pause' | 'account.resume'
  readonly accountId: string
  readonly state: TradingState
  readonly reason: string | null
}

/**
 * Sets what an account may trade, under the lock that every claim takes: no order that was not claimed before
 * is claimed after. Safe to repeat.
 */
export function setTradingState(
  ctx: Pick<Context, 'db' | 'effect' | 'clock' | 'actor'>,
  { action, accountId, state, reason }: Change,
): Promise<AccountView> {
  return ctx.effect(
    {
      accountId,
      audit: () => ({
        action,
        targetKind: 'account',
        targetId: accountId,
        data: { state, reason },
      }),
    },
    async (tx) => {
      const before = await readAccount(tx, accountId)
      if (before === null) throw notFound()
      const { organizationId } = ctx.db.scope
      await writeAccountChanges(tx, {
        account: { organizationId, clientId: before.clientId, accountId },
        at: ctx.clock.now(),
        trading: {
          state,
          reason,
          personId: ctx.actor.kind === 'person' ? ctx.actor.id : undefined,
        },
        events: [
          {
            type: 'account',
            data: { accountId: toWireId('account', accountId), tradingState: state },
          },
        ],
      })
      const after = await readAccount(tx, accountId)
      assert(after !== null, 'an account that was just changed is there')
      return after
    },
  )
}
