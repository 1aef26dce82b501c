import type { AccountView } from '#api/codecs/client.ts'
import { assert } from '#core/assert.ts'
import { readAccount, writeUnprotectedReaction } from '#store/accounts.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

/** Says what happens when a position of the account loses its stop. Safe to repeat. */
export function setUnprotectedReaction(
  ctx: Pick<Context, 'effect'>,
  input: { readonly accountId: string; readonly reaction: AccountView['unprotectedReaction'] },
): Promise<AccountView> {
  const { accountId, reaction } = input
  return ctx.effect(
    {
      audit: () => ({
        action: 'account.protection',
        targetKind: 'account',
        targetId: accountId,
        data: { reaction },
      }),
    },
    async (tx) => {
      if ((await readAccount(tx, accountId)) === null) throw notFound()
      await writeUnprotectedReaction(tx, { accountId, reaction })
      const after = await readAccount(tx, accountId)
      assert(after !== null, 'an account that was just changed is there')
      return after
    },
  )
}
