import type { AssumptionsView, GridView, ResearchRunView } from '#api/codecs/research.ts'
import { assert } from '#core/assert.ts'
import { type Timeframe, timeframeMs } from '#core/market/candle.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { UnixMs } from '#core/time/time.ts'
import { insertResearchRun, readResearchRun } from '#store/research-runs.ts'
import { readRunDataset } from '#store/run-dataset.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { refused } from './asked-terms.ts'

export type QueueContext = Pick<Context, 'effect' | 'clock' | 'dice' | 'actor' | 'db'>

/** What is run, and how: right in itself. */
export type RunTerms = {
  readonly kind: ResearchRunView['kind']
  readonly strategy: string
  readonly parameters: ParameterValues
  readonly grid: GridView | null
  readonly assumptions: AssumptionsView
}

/** The candles it is run over. */
export type RunSpan = {
  readonly datasetId: number
  readonly timeframe: Timeframe
  readonly fromAt?: UnixMs | null | undefined
  readonly toAt?: UnixMs | null | undefined
}

const ACTIONS: Readonly<Record<RunTerms['kind'], string>> = {
  BACKTEST: 'research.backtest',
  SWEEP: 'research.sweep',
}

/** Queues a run over candles that we have; a runner hears of it when this commits. */
export function queueRun(
  ctx: QueueContext,
  terms: RunTerms,
  { datasetId, timeframe, fromAt = null, toAt = null }: RunSpan,
): Promise<ResearchRunView> {
  if (fromAt !== null && toAt !== null && fromAt >= toAt) {
    throw refused('fromAt', 'expected a time before toAt')
  }
  const audit = ({ id }: ResearchRunView) => ({
    action: ACTIONS[terms.kind],
    targetKind: 'researchRun',
    targetId: id,
    data: { strategy: terms.strategy, datasetId, timeframe },
  })
  return ctx.effect({ audit }, async (tx) => {
    const dataset = await readRunDataset(tx, datasetId)
    if (dataset === null) throw notFound()
    if (timeframeMs[timeframe] < timeframeMs[dataset.timeframe]) {
      throw refused('timeframe', `expected ${dataset.timeframe} or longer: that is what there is`)
    }
    const id = ctx.dice.uuid()
    const { organizationId } = ctx.db.scope
    const span = { datasetId, timeframe, fromAt, toAt }
    const by = { createdBy: ctx.actor.id, at: ctx.clock.now() }
    await insertResearchRun(tx, { id, organizationId, ...by, ...terms, ...span })
    const run = await readResearchRun(tx, id)
    assert(run !== null, 'what was just queued is there')
    return run
  })
}
