import { AppError } from '#api/app-error.ts'
import type { AssumptionsView } from '#api/codecs/research.ts'
import { checkAssumptions, DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { ALL_STRATEGIES } from '#core/strategies/all-strategies.ts'
import { type ParameterValues, parseParameters } from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'

/** The strategy of this name; throws `INVALID_INPUT` that says which there are. */
export function strategyOf(name: string): Strategy {
  const strategy = ALL_STRATEGIES.find((each) => each.name === name)
  if (strategy !== undefined) return strategy
  const names = ALL_STRATEGIES.map((each) => each.name).join(', ')
  throw refused('strategy', `expected one of ${names}, found "${name}"`)
}

/** Every parameter of the strategy, each right by itself; throws `INVALID_INPUT` that names the first that is not. */
export function parametersOf(strategy: Strategy, given: ParameterValues): ParameterValues {
  const parsed = parseParameters(strategy.parameters, given)
  if (parsed.kind === 'ok') return parsed.values
  const [fault] = parsed.faults
  throw refused(`parameters.${fault?.name}`, fault?.message ?? 'expected other values')
}

type AskedAssumptions = {
  readonly [Name in keyof AssumptionsView]?: AssumptionsView[Name] | undefined
}

/** The broker as it was asked for, the rest as usual; throws `INVALID_INPUT` for one that cannot be. */
export function assumptionsOf(given: AskedAssumptions): AssumptionsView {
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

export function refused(field: string, message: string): AppError {
  return new AppError('INVALID_INPUT', { public: `${field}: ${message}.` })
}
