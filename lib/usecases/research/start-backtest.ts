import { AppError } from '#api/app-error.ts'
import type { AssumptionsView, ResearchRunView } from '#api/codecs/research.ts'
import type { HandlerInput } from '#api/endpoint.ts'
import type { startBacktest as endpoint } from '#api/research.ts'
import { assert } from '#core/assert.ts'
import { checkAssumptions, DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { timeframeMs } from '#core/market/candle.ts'
import { ALL_STRATEGIES } from '#core/strategies/all-strategies.ts'
import { type ParameterValues, parseParameters } from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'
import { insertResearchRun, readResearchRun } from '#store/research-runs.ts'
import { readRunDataset } from '#store/run-dataset.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'

type Input = HandlerInput<typeof endpoint>

/** Queues a backtest of a strategy over candles that we have. Terms that cannot be run are refused here, by name. */
export function startBacktest(
  ctx: Pick<Context, 'effect' | 'clock' | 'dice' | 'actor' | 'db'>,
  input: Input,
): Promise<ResearchRunView> {
  const strategy = strategyOf(input.strategy)
  const parameters = parametersOf(strategy, input.parameters ?? {})
  const assumptions = assumptionsOf(input.assumptions ?? {})
  const { fromAt = null, toAt = null } = input
  if (fromAt !== null && toAt !== null && fromAt >= toAt) {
    throw refused('fromAt', 'expected a time before toAt')
  }
  const audit = ({ id }: ResearchRunView) => ({
    action: 'research.backtest',
    targetKind: 'researchRun',
    targetId: id,
    data: { strategy: strategy.name, datasetId: input.datasetId, timeframe: input.timeframe },
  })
  return ctx.effect({ audit }, async (tx) => {
    const dataset = await readRunDataset(tx, input.datasetId)
    if (dataset === null) throw notFound()
    if (timeframeMs[input.timeframe] < timeframeMs[dataset.timeframe]) {
      throw refused('timeframe', `expected ${dataset.timeframe} or longer: that is what there is`)
    }
    const id = ctx.dice.uuid()
    await insertResearchRun(tx, {
      id,
      organizationId: ctx.db.scope.organizationId,
      createdBy: ctx.actor.id,
      strategy: strategy.name,
      parameters,
      assumptions,
      datasetId: input.datasetId,
      timeframe: input.timeframe,
      fromAt,
      toAt,
      at: ctx.clock.now(),
    })
    const run = await readResearchRun(tx, id)
    assert(run !== null, 'what was just queued is there')
    return run
  })
}

function strategyOf(name: string): Strategy {
  const strategy = ALL_STRATEGIES.find((each) => each.name === name)
  if (strategy !== undefined) return strategy
  const names = ALL_STRATEGIES.map((each) => each.name).join(', ')
  throw refused('strategy', `expected one of ${names}, found "${name}"`)
}

function parametersOf(
  strategy: Strategy,
  given: NonNullable<Input['parameters']>,
): ParameterValues {
  const parsed = parseParameters(strategy.parameters, given)
  if (parsed.kind === 'bad') {
    const [fault] = parsed.faults
    throw refused(`parameters.${fault?.name}`, fault?.message ?? 'expected other values')
  }
  const fault = strategy.check(parsed.values)
  if (fault !== null) throw refused('parameters', fault)
  return parsed.values
}

function assumptionsOf(given: NonNullable<Input['assumptions']>): AssumptionsView {
  const usual = DEFAULT_ASSUMPTIONS
  const told: AssumptionsView = {
    cash: given.cash ?? usual.cash,
    sizing: given.sizing ?? usual.sizing,
    feeBps: given.feeBps ?? usual.feeBps,
    makerFeeBps: given.makerFeeBps ?? usual.makerFeeBps,
    slippage: given.slippage ?? usual.slippage,
    leverage: given.leverage ?? usual.leverage,
    maintenance: given.maintenance ?? usual.maintenance,
    atEnd: given.atEnd ?? usual.atEnd,
  }
  const fault = checkAssumptions({ ...usual, ...told })
  if (fault !== null) throw refused('assumptions', fault)
  return told
}

function refused(field: string, message: string): AppError {
  return new AppError('INVALID_INPUT', { public: `${field}: ${message}.` })
}
