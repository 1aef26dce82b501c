import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type { listSignals as endpoint } from '#api/patterns.ts'
import { pageFrom } from '#store/newest-first.ts'
import { readSignals } from '#store/read-signals.ts'
import type { Context } from '#usecases/context.ts'

/** Signals of every market, newest first. */
export async function listSignals(
  ctx: Pick<Context, 'db'>,
  input: HandlerInput<typeof endpoint>,
): Promise<HandlerResult<typeof endpoint>> {
  const signals = await ctx.db.read((tx) => readSignals(tx, input))
  return pageFrom(signals, input.limit, ({ at }) => at)
}
