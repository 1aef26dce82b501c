import { researchResultCodec } from '#api/codecs/research-result.ts'
import type { HandlerResult } from '#api/endpoint.ts'
import type { getResearchRun as endpoint } from '#api/research.ts'
import { readResearchResult, readResearchRun } from '#store/research-runs.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

/** One run of the firm, with its result when it is done. */
export async function getResearchRun(
  ctx: Pick<Context, 'db'>,
  { runId }: { readonly runId: string },
): Promise<HandlerResult<typeof endpoint>> {
  return ctx.db.read(async (tx) => {
    const run = await readResearchRun(tx, runId)
    if (run === null) throw notFound()
    const stored = run.state === 'DONE' ? await readResearchResult(tx, runId) : null
    // Stored as it is told; what was stored before there were sweeps does not say its kind.
    const told = stored === null ? null : { ...stored, kind: run.kind }
    const result = told === null ? null : researchResultCodec.decode(told as never)
    return { run, result }
  })
}
