import type { ResearchRunView } from '#api/codecs/research.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import type { startSweep as endpoint } from '#api/research.ts'
import { assumptionsOf, parametersOf, refused, strategyOf } from './asked-terms.ts'
import { type QueueContext, queueRun } from './queue-run.ts'
import { faultOfGrid } from './sweep-grid.ts'

/**
 * Queues a backtest of every combination of a grid over candles that we have. A grid that cannot be run is refused
 * here, by name: what lies outside a parameter's limits, too many combinations, or none that the strategy takes.
 */
export function startSweep(
  ctx: QueueContext,
  { grid, ...input }: HandlerInput<typeof endpoint>,
): Promise<ResearchRunView> {
  const strategy = strategyOf(input.strategy)
  const parameters = parametersOf(strategy, input.parameters ?? {})
  const fault = faultOfGrid(strategy, parameters, grid)
  if (fault !== null) throw refused(fault.field, fault.message)
  const assumptions = assumptionsOf(input.assumptions ?? {})
  const terms = { strategy: strategy.name, parameters, grid, assumptions }
  return queueRun(ctx, { kind: 'SWEEP', ...terms }, input)
}
