/** One setting of a strategy. It drives the command line, the form on the screen and the sweep alike. */
export type Parameter = WholeParameter | RealParameter | ChoiceParameter

type Told = {
  readonly label: string
  readonly help: string
}

export type WholeParameter = Told & {
  readonly kind: 'whole'
  readonly default: number
  readonly min: number
  readonly max: number
  readonly step: number
}

export type RealParameter = Told & {
  readonly kind: 'real'
  readonly default: number
  readonly min: number
  readonly max: number
  readonly step: number
}

export type ChoiceParameter = Told & {
  readonly kind: 'choice'
  readonly default: string
  readonly choices: readonly string[]
}

export type Parameters = { readonly [name: string]: Parameter }

export type ParameterValue = number | string

export type ParameterValues = { readonly [name: string]: ParameterValue }

/** The values that a strategy of these parameters is started with. */
export type ValuesOf<P extends Parameters> = {
  readonly [Name in keyof P]: P[Name] extends { readonly choices: readonly (infer Choice)[] }
    ? Choice
    : number
}

export type ParameterFault = { readonly name: string; readonly message: string }

export type ParsedParameters =
  | { readonly kind: 'ok'; readonly values: ParameterValues }
  | { readonly kind: 'bad'; readonly faults: readonly ParameterFault[] }

/** Values from outside: those not named take their default; every unknown name and bad value is told. */
export function parseParameters(
  parameters: Parameters,
  given: Readonly<Record<string, unknown>>,
): ParsedParameters {
  const names = Object.keys(parameters)
  const faults: ParameterFault[] = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => ({ name, message: `is no parameter; there are ${names.join(', ') || 'none'}` }))
  const values: Record<string, ParameterValue> = {}
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = given[name] ?? parameter.default
    const message = faultOf(parameter, value)
    if (message === null) values[name] = value as ParameterValue
    else faults.push({ name, message })
  }
  return faults.length === 0 ? { kind: 'ok', values } : { kind: 'bad', faults }
}

function faultOf(parameter: Parameter, value: unknown): string | null {
  const found = JSON.stringify(value)
  if (parameter.kind === 'choice') {
    return parameter.choices.some((choice) => choice === value)
      ? null
      : `expected one of ${parameter.choices.join(', ')}, found ${found}`
  }
  const { min, max, kind } = parameter
  const isRight = kind === 'whole' ? Number.isInteger(value) : Number.isFinite(value)
  if (isRight && (value as number) >= min && (value as number) <= max) return null
  return `expected a ${kind === 'whole' ? 'whole ' : ''}number from ${min} to ${max}, found ${found}`
}
