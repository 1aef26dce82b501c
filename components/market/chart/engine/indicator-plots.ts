import type { IChartApi } from 'lightweight-charts'
import type { Candle } from '#core/market/candle.ts'
import type { ChartColors } from '../chart-colors.ts'
import type { ChosenIndicator, IndicatorDefinition, Values } from '../indicator-definition.ts'
import { PlottedIndicator } from './plotted-indicator.ts'

/** A pane under the candles is this part of their height. */
const CANDLES_STRETCH = 4
const PANE_STRETCH = 1

/** What an indicator is at a candle. A histogram has no slot of its own. */
export type IndicatorReading = ChosenIndicator & {
  readonly values: Values
  readonly slots: readonly (number | null)[]
}

/** The indicators of a chart: over its candles and in panes below, in the order they were chosen in. */
export class IndicatorPlots {
  readonly #chart: IChartApi
  readonly #decimals: number
  #shown: readonly PlottedIndicator[] = []
  #colors: ChartColors | null = null
  #candles: readonly Candle[] = []

  constructor(chart: IChartApi, decimals: number) {
    this.#chart = chart
    this.#decimals = decimals
  }

  /** Shows these indicators; what stays as it was is not calculated again. */
  choose(indicators: readonly ChosenIndicator[]): void {
    const kept = this.#shown.filter((plot) => indicators.some((each) => isSame(each, plot.chosen)))
    for (const plot of this.#shown) if (!kept.includes(plot)) plot.remove()
    this.#shown = []
    for (const chosen of indicators) {
      const known = kept.find((plot) => isSame(plot.chosen, chosen))
      this.#shown = [...this.#shown, known ?? this.#add(chosen, [...kept, ...this.#shown])]
    }
    this.#orderPanes()
    if (this.#colors !== null) this.setColors(this.#colors)
  }

  /** Follows the candles; with `isAll` everything is drawn anew. */
  setCandles(candles: readonly Candle[], { from, isAll }: { from: number; isAll: boolean }): void {
    this.#candles = candles
    for (const plot of this.#shown) {
      if (isAll) plot.drawAll(candles)
      else plot.drawTail(candles, from)
    }
  }

  setColors(colors: ChartColors): void {
    this.#colors = colors
    for (const plot of this.#shown) plot.setColors(colors, this.#candles)
  }

  /** The values at a candle, by indicator, and the slots of its lines in the palette. */
  valuesAt(index: number): readonly IndicatorReading[] {
    return this.#shown.map(({ chosen, values, slots }) => ({
      ...chosen,
      values: values[index] ?? {},
      slots: chosen.definition.lines.map(({ style, sideKey }, at) =>
        style === 'histogram' || sideKey !== undefined ? null : (slots[at] ?? null),
      ),
    }))
  }

  #add(chosen: ChosenIndicator, others: readonly PlottedIndicator[]): PlottedIndicator {
    const slots = freeSlots(others, chosen.definition)
    const plot = new PlottedIndicator(this.#chart, { chosen, slots, decimals: this.#decimals })
    plot.drawAll(this.#candles)
    return plot
  }

  #orderPanes(): void {
    const below = this.#shown.filter(({ chosen }) => chosen.definition.pane === 'own')
    for (const [at, plot] of below.entries()) plot.moveTo(at + 1)
    for (const [at, pane] of this.#chart.panes().entries()) {
      pane.setStretchFactor(at === 0 ? CANDLES_STRETCH : PANE_STRETCH)
    }
  }
}

/** The first slots that no shown line has; a band takes one. */
function freeSlots(
  others: readonly PlottedIndicator[],
  { lines, isBand }: IndicatorDefinition,
): readonly number[] {
  const taken = new Set(others.flatMap(({ slots }) => slots))
  const free: number[] = []
  for (let slot = 0; free.length < lines.length; slot += 1) if (!taken.has(slot)) free.push(slot)
  return isBand ? free.map(() => free[0] ?? 0) : free
}

function isSame({ choice: a }: ChosenIndicator, { choice: b }: ChosenIndicator): boolean {
  return (
    a.id === b.id &&
    a.kind === b.kind &&
    Object.entries(a.parameters).every(([key, value]) => b.parameters[key] === value)
  )
}
