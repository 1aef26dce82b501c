import type { Bars } from '#core/market/bars.ts'
import type { Orders } from '#core/strategies/orders.ts'
import type { Parameters, ParameterValues, ValuesOf } from '#core/strategies/parameter.ts'

/** What a strategy looks at. A strategy reads bars up to the one it is told and never beyond. */
export type Market = {
  readonly bars: Bars
  /** The step on which prices lie, when they do: comparisons can then be exact. Null for prices off any grid. */
  readonly tick: number | null
}

export type Readings = Readonly<Record<string, number>>

export type Running = {
  /** Bar `i` has closed. Told for every bar, in order, from the first. */
  onBar(i: number, orders: Orders): void
  /** What it has computed at bar `i`, the last it was told, by name: for the checks of look-ahead and warm-up. */
  readings(i: number): Readings
}

/**
 * The decisions of one set of values for a whole series at once, where they depend on nothing but crossings
 * and no guard is asked for. Equal to `onBar` bar by bar; a sweep runs on it.
 */
export type Crossings = {
  /** Columns that several sets of values share, by key. */
  readonly columns: readonly string[]
  fillColumn(key: string, market: Market, into: Float64Array): void
  /** Writes the bars of the signals in order, `i` to buy and `~i` to close, and gives their number. */
  find(columns: readonly Float64Array[], into: Int32Array): number
}

export type Strategy = {
  readonly name: string
  readonly title: string
  readonly summary: string
  readonly parameters: Parameters
  /** Bars before which nothing is asked for. */
  warmUp(values: ParameterValues): number
  /** What is wrong with the values together; null when nothing is. */
  check(values: ParameterValues): string | null
  start(values: ParameterValues, market: Market): Running
  /** The short way for sweeps; null where these values need the whole engine. */
  crossings(values: ParameterValues): Crossings | null
}

type Definition<P extends Parameters> = {
  readonly name: string
  readonly title: string
  readonly summary: string
  readonly parameters: P
  warmUp(values: ValuesOf<P>): number
  check?(values: ValuesOf<P>): string | null
  start(values: ValuesOf<P>, market: Market): Running
  crossings?(values: ValuesOf<P>): Crossings | null
}

/** Makes a strategy from a definition whose functions see the values under their own names and types. */
export function defineStrategy<const P extends Parameters>(definition: Definition<P>): Strategy {
  const { name, title, summary, parameters } = definition
  // Values reach these functions through parseParameters of the same parameters.
  const typed = (values: ParameterValues) => values as ValuesOf<P>
  return {
    name,
    title,
    summary,
    parameters,
    warmUp: (values) => definition.warmUp(typed(values)),
    check: (values) => definition.check?.(typed(values)) ?? null,
    start: (values, market) => definition.start(typed(values), market),
    crossings: (values) => definition.crossings?.(typed(values)) ?? null,
  }
}
