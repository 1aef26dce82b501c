import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type { listResearchRuns as endpoint } from '#api/research.ts'
import { pageFrom } from '#store/newest-first.ts'
import { readResearchRuns } from '#store/research-runs.ts'
import type { Context } from '#usecases/context.ts'

/** The firm's runs, newest first. */
export async function listResearchRuns(
  ctx: Pick<Context, 'db'>,
  input: HandlerInput<typeof endpoint>,
): Promise<HandlerResult<typeof endpoint>> {
  const runs = await ctx.db.read((tx) => readResearchRuns(tx, input))
  return pageFrom(runs, input.limit, ({ createdAt }) => createdAt)
}
