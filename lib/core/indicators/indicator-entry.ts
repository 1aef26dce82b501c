import { INDICATOR_LENGTH_MAX, type Indicator } from '#core/indicators/indicator.ts'
import type { BAR_COLUMNS, Bars } from '#core/market/bars.ts'
import type { Candle } from '#core/market/candle.ts'

export type IndicatorParameter = {
  readonly title: string
  readonly initial: number
  readonly min: number
  readonly max: number
  readonly isWhole: boolean
}

export type Parameters<Name extends string = string> = Readonly<Record<Name, number>>
export type Lines<Line extends string = string> = Readonly<Record<Line, number>>
export type LineColumns<Line extends string = string> = Readonly<Record<Line, Float64Array>>

/** All that a screen, a strategy or the command line must know to run an indicator it does not know by name. */
export type IndicatorEntry<Name extends string = string, Line extends string = string> = {
  readonly title: string
  readonly about: string
  /** What of a bar it is calculated from: a change of anything else changes nothing. */
  readonly inputs: readonly (typeof BAR_COLUMNS)[number][]
  readonly parameters: Readonly<Record<Name, IndicatorParameter>>
  readonly lines: readonly Line[]
  /** How many bars pass at least before every line is known; before that they are NaN. */
  warmUp(parameters: Parameters<Name>): number
  make(parameters: Parameters<Name>): Indicator<Candle, Lines<Line>>
  /** The lines of all bars, to the last bit what `make` tells bar by bar. */
  columns(bars: Bars, parameters: Parameters<Name>): LineColumns<Line>
}

/** Checks an entry against the names of its own parameters and lines. */
export function entry<Name extends string, Line extends string>(
  definition: IndicatorEntry<Name, Line>,
): IndicatorEntry<Name, Line> {
  return definition
}

/** A window in bars. */
export function barsParameter(initial: number, title = 'Length'): IndicatorParameter {
  return { title, initial, min: 1, max: INDICATOR_LENGTH_MAX, isWhole: true }
}

/** An indicator of closes as one of candles. */
export function ofCloses<Output>(indicator: Indicator<number, Output>): Indicator<Candle, Output> {
  return {
    next: ({ close }) => indicator.next(close),
    peek: ({ close }) => indicator.peek(close),
  }
}

/** An indicator of one number as one of one line. */
export function ofOneLine(indicator: Indicator<Candle, number>): Indicator<Candle, Lines<'value'>> {
  return {
    next: (candle) => ({ value: indicator.next(candle) }),
    peek: (candle) => ({ value: indicator.peek(candle) }),
  }
}

export type ReadParameters =
  | { readonly kind: 'parameters'; readonly parameters: Parameters }
  | { readonly kind: 'refused'; readonly reason: string }

/** What is given, completed by what is usual; refused with the first thing that is wrong. */
export function readParameters(
  { parameters }: Pick<IndicatorEntry, 'parameters'>,
  given: Readonly<Record<string, unknown>>,
): ReadParameters {
  const names = Object.keys(parameters)
  const stray = Object.keys(given).find((name) => !names.includes(name))
  if (stray !== undefined) {
    const known = names.length === 0 ? 'There are none.' : `There are: ${names.join(', ')}.`
    return { kind: 'refused', reason: `Found a parameter "${stray}". ${known}` }
  }
  const read: Record<string, number> = {}
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = given[name] ?? parameter.initial
    if (!isWithin(parameter, value))
      return { kind: 'refused', reason: expected(name, parameter, value) }
    read[name] = value
  }
  return { kind: 'parameters', parameters: read }
}

function isWithin({ min, max, isWhole }: IndicatorParameter, value: unknown): value is number {
  if (typeof value !== 'number' || !(value >= min && value <= max)) return false
  return !isWhole || Number.isInteger(value)
}

function expected(name: string, { min, max, isWhole }: IndicatorParameter, value: unknown): string {
  const kind = isWhole ? 'a whole number' : 'a number'
  return `Expected ${name} to be ${kind} from ${min} to ${max}, found ${JSON.stringify(value)}.`
}
