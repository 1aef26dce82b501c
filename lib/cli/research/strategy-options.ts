import { ALL_STRATEGIES } from '#core/strategies/all-strategies.ts'
import { type ParameterValues, parseParameters } from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'
import { type CliValues, UsageError } from '../cli-command.ts'
import { nearestWord } from '../nearest-word.ts'

export const STRATEGY_OPTIONS = {
  strategy: {
    type: 'string',
    placeholder: 'NAME',
    summary: `required: ${ALL_STRATEGIES.map(({ name }) => name).join(', ')}`,
  },
  params: {
    type: 'string',
    placeholder: 'JSON',
    default: '{}',
    summary: "the strategy's parameters as an object; those left out take their default",
  },
} as const

/** The strategy that was asked for. Throws UsageError. */
export function readStrategy({ strategy }: CliValues<typeof STRATEGY_OPTIONS>): Strategy {
  const names = ALL_STRATEGIES.map(({ name }) => name)
  if (strategy === undefined)
    throw new UsageError(`expected --strategy, one of ${names.join(', ')}`)
  const found = ALL_STRATEGIES.find(({ name }) => name === strategy)
  if (found !== undefined) return found
  const meant = nearestWord(strategy, names)
  const hint = meant === null ? `there are ${names.join(', ')}` : `did you mean "${meant}"?`
  throw new UsageError(`there is no strategy "${strategy}"; ${hint}`)
}

/** The values it is run with. Throws UsageError that names each wrong one. */
export function readParameters(strategy: Strategy, text: string): ParameterValues {
  const parsed = parseParameters(strategy.parameters, readObject('--params', text))
  if (parsed.kind === 'bad') {
    const told = parsed.faults.map(({ name, message }) => `"${name}" ${message}`)
    throw new UsageError(`--params of ${strategy.name}: ${told.join('; ')}`)
  }
  const fault = strategy.check(parsed.values)
  if (fault !== null) throw new UsageError(`--params of ${strategy.name}: ${fault}`)
  return parsed.values
}

/** A JSON object typed as the value of an option. Throws UsageError. */
export function readObject(option: string, text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new UsageError(`${option} expects a JSON object, found ${text}`, { cause })
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new UsageError(`${option} expects a JSON object, found ${text}`)
  }
  // An object that JSON made has text for names.
  return value as Record<string, unknown>
}
