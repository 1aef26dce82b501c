import type { ResearchRunView } from '#api/codecs/research.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import type { startBacktest as endpoint } from '#api/research.ts'
import { assumptionsOf, parametersOf, refused, strategyOf } from './asked-terms.ts'
import { type QueueContext, queueRun } from './queue-run.ts'

/** Queues a backtest of a strategy over candles that we have. Terms that cannot be run are refused here, by name. */
export function startBacktest(
  ctx: QueueContext,
  input: HandlerInput<typeof endpoint>,
): Promise<ResearchRunView> {
  const strategy = strategyOf(input.strategy)
  const parameters = parametersOf(strategy, input.parameters ?? {})
  const fault = strategy.check(parameters)
  if (fault !== null) throw refused('parameters', fault)
  const assumptions = assumptionsOf(input.assumptions ?? {})
  const terms = { strategy: strategy.name, parameters, grid: null, assumptions }
  return queueRun(ctx, { kind: 'BACKTEST', ...terms }, input)
}
