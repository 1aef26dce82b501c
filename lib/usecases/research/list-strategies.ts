import type { ParameterView, StrategyView } from '#api/codecs/research.ts'
import type { HandlerResult } from '#api/endpoint.ts'
import type { listStrategies as endpoint } from '#api/research.ts'
import { ALL_STRATEGIES } from '#core/strategies/all-strategies.ts'
import type { Parameter } from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'

/** Every strategy that can be run, with what its form asks for. */
export async function listStrategies(): Promise<HandlerResult<typeof endpoint>> {
  return { items: ALL_STRATEGIES.map(viewOf), nextCursor: null }
}

function viewOf({ name, title, summary, parameters }: Strategy): StrategyView {
  const views = Object.entries(parameters).map(([key, parameter]) => parameterOf(key, parameter))
  return { name, title, summary, parameters: views }
}

function parameterOf(name: string, parameter: Parameter): ParameterView {
  return { name, ...parameter }
}
