import type { BreakView } from '#api/codecs/proof.ts'
import { type OwnedBreak, readBreak } from '#store/breaks.ts'
import type { Tx } from '#store/transaction.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

/** Changes a break alone on its account, with its audit row. Throws NOT_FOUND for what the scope does not show. */
export async function changeBreak(
  ctx: Pick<Context, 'db' | 'effect'>,
  change: {
    readonly breakId: string
    readonly action: string
    readonly data?: Readonly<Record<string, unknown>>
  },
  work: (tx: Tx, found: OwnedBreak) => Promise<BreakView>,
): Promise<BreakView> {
  const found = await ctx.db.read((tx) => readBreak(tx, change.breakId))
  if (found === null) throw notFound()
  return ctx.effect(
    {
      accountId: found.account.accountId,
      audit: ({ cause, subject }) => ({
        action: change.action,
        targetKind: 'break',
        targetId: change.breakId,
        data: { cause, subject, ...change.data },
      }),
    },
    async (tx) => {
      const current = await readBreak(tx, change.breakId)
      if (current === null) throw notFound()
      return work(tx, current)
    },
  )
}
