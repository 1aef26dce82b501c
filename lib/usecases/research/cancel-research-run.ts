import type { ResearchRunView } from '#api/codecs/research.ts'
import { readResearchRun, requestRunCancel } from '#store/research-runs.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

/** Stops a run that waits or runs. Safe to repeat; one that has ended stays as it is. */
export function cancelResearchRun(
  ctx: Pick<Context, 'effect' | 'clock'>,
  { runId }: { readonly runId: string },
): Promise<ResearchRunView> {
  const audit = () => ({
    action: 'research.cancel',
    targetKind: 'researchRun',
    targetId: runId,
    data: {},
  })
  return ctx.effect({ audit }, async (tx) => {
    await requestRunCancel(tx, { runId, at: ctx.clock.now() })
    const run = await readResearchRun(tx, runId)
    if (run === null) throw notFound()
    return run
  })
}
