import { replaceSetupToken } from '#store/setup-tokens.ts'
import { hashToken, TOKEN_BYTES } from '#usecases/hash-token.ts'
import type { PublicContext } from '#usecases/public-context.ts'
import { hasFirm } from './has-firm.ts'

/** A token for the set-up page of a desk that has no firm yet; null when it has one. The newest one counts. */
export async function issueSetupToken(
  ctx: Pick<PublicContext, 'database' | 'dice' | 'clock'>,
): Promise<string | null> {
  if (await hasFirm(ctx)) return null
  const token = ctx.dice.secret(TOKEN_BYTES)
  await ctx.database.unscoped((tx) =>
    replaceSetupToken(tx, { tokenHash: hashToken(token), now: ctx.clock.now() }),
  )
  return token
}
