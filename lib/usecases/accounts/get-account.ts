import type { AccountView } from '#api/codecs/client.ts'
import { readAccount } from '#store/accounts.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

/** One account as it is now. */
export async function getAccount(
  ctx: Pick<Context, 'db'>,
  { accountId }: { readonly accountId: string },
): Promise<AccountView> {
  const account = await ctx.db.read((tx) => readAccount(tx, accountId))
  if (account === null) throw notFound()
  return account
}
