import type { Indicator } from '#core/indicators/indicator.ts'
import type { Candle } from '#core/market/candle.ts'
import type { IndicatorChoice, Parameters } from './indicator-choice.ts'

export type Parameter = {
  readonly key: string
  readonly label: string
  readonly initial: number
  readonly min: number
  readonly max: number
  readonly step: number
}

export type IndicatorLine = {
  readonly key: string
  /** What tells it from the others of its indicator; empty where there is nothing to tell. */
  readonly label: string
  readonly style: 'line' | 'dashed' | 'dots' | 'histogram'
  /** The value whose sign gives each point the colour of a rise or of a fall. */
  readonly sideKey?: string
}

export type Values = Readonly<Record<string, number>>

/** An indicator that charts offer. */
export type IndicatorDefinition = {
  readonly name: string
  readonly about: string
  /** Over the candles, or in a pane of its own. */
  readonly pane: 'price' | 'own'
  /** How its values are read: as prices, to a fixed count of decimals, or as volume. */
  readonly figure: 'price' | 'volume' | number
  readonly parameters: readonly Parameter[]
  readonly lines: readonly IndicatorLine[]
  /** Its lines are one band and share a colour. */
  readonly isBand: boolean
  /** What of a candle it is calculated from: a change of anything else changes nothing. */
  readonly reads: readonly (keyof Candle)[]
  /** Values that it is read against. */
  readonly levels: readonly number[]
  make(parameters: Parameters): Indicator<Candle, Values>
}

export type IndicatorCatalog = ReadonlyMap<string, IndicatorDefinition>

/** An indicator on someone's chart, with every parameter within its limits. */
export type ChosenIndicator = {
  readonly choice: IndicatorChoice
  readonly definition: IndicatorDefinition
}

/** The choices of a catalogue; one that it does not know is left out alone. */
export function chosenOf(
  choices: readonly IndicatorChoice[],
  catalog: IndicatorCatalog,
): readonly ChosenIndicator[] {
  return choices.flatMap((choice) => {
    const definition = catalog.get(choice.kind)
    return definition === undefined
      ? []
      : [{ choice: withinLimits(choice, definition), definition }]
  })
}

/** Steps are decimals that a binary fraction misses: what is finer than this is noise. */
const PARTS_PER_ONE = 1_000_000

/** The choice with its parameters brought to whole steps within their limits; unknown ones fall away. */
export function withinLimits(
  { id, kind, parameters }: IndicatorChoice,
  definition: IndicatorDefinition,
): IndicatorChoice {
  const entries = definition.parameters.map(({ key, initial, min, max, step }) => {
    const wanted = parameters[key] ?? initial
    const finite = Number.isFinite(wanted) ? wanted : initial
    const steps = Math.round(Math.min(max, Math.max(min, finite)) / step)
    return [key, Math.round(steps * step * PARTS_PER_ONE) / PARTS_PER_ONE] as const
  })
  return { id, kind, parameters: Object.fromEntries(entries) }
}

/** 'EMA 20', 'MACD 12 26 9'. */
export function indicatorName({ choice, definition }: ChosenIndicator): string {
  const values = definition.parameters.map(({ key, initial }) => choice.parameters[key] ?? initial)
  return [definition.name, ...values].join(' ')
}
