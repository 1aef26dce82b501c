import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type { listPatterns as endpoint } from '#api/patterns.ts'
import { pageFrom } from '#store/newest-first.ts'
import { readPatterns } from '#store/read-patterns.ts'
import type { Context } from '#usecases/context.ts'

/** Patterns of every market, newest confirmed first. */
export async function listPatterns(
  ctx: Pick<Context, 'db'>,
  input: HandlerInput<typeof endpoint>,
): Promise<HandlerResult<typeof endpoint>> {
  const patterns = await ctx.db.read((tx) => readPatterns(tx, input))
  return pageFrom(patterns, input.limit, ({ confirmedAt }) => confirmedAt)
}
