import {
  HistogramSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  LineSeries,
  LineStyle,
} from 'lightweight-charts'
import type { Candle } from '#core/market/candle.ts'
import type { ChartColors } from '../chart-colors.ts'
import { chartNumber, chartVolume } from '../chart-number.ts'
import { INDICATORS, type IndicatorLine, type Values } from '../indicator-catalog.ts'
import type { IndicatorChoice } from '../indicator-choice.ts'
import { IndicatorRun } from '../indicator-run.ts'
import { secondsOf } from './price-plot.ts'

/** A pane under the candles is this part of their height. */
const CANDLES_STRETCH = 4
const PANE_STRETCH = 1
const LINE_WIDTH = 1
const LEVEL = { lineWidth: 1, lineStyle: LineStyle.Dotted, axisLabelVisible: false } as const

type LineApi = ISeriesApi<'Line'> | ISeriesApi<'Histogram'>

type PlottedLine = {
  readonly line: IndicatorLine
  readonly api: LineApi
  /** Its place in the palette. */
  readonly slot: number
}

/** What an indicator is at a candle. A histogram has no slot of its own. */
export type IndicatorReading = {
  readonly choice: IndicatorChoice
  readonly values: Values
  readonly slots: readonly (number | null)[]
}

type Shown = {
  readonly choice: IndicatorChoice
  readonly run: IndicatorRun
  readonly lines: readonly PlottedLine[]
  readonly levels: readonly IPriceLine[]
  /** When the newest candle that is drawn opened. */
  drawnTo: number
}

/** The indicators of a chart: over its candles and in panes below. */
export class IndicatorPlots {
  readonly #chart: IChartApi
  readonly #decimals: number
  #shown: readonly Shown[] = []
  #colors: ChartColors | null = null
  #candles: readonly Candle[] = []

  constructor(chart: IChartApi, decimals: number) {
    this.#chart = chart
    this.#decimals = decimals
  }

  /** Shows these indicators; what stays as it was is not calculated again. */
  choose(choices: readonly IndicatorChoice[]): void {
    const before = this.#shown
    for (const { choice, lines } of before) {
      if (choices.some((each) => isSame(each, choice))) continue
      for (const { api } of lines) this.#chart.removeSeries(api)
    }
    const kept = before.filter((shown) => choices.some((each) => isSame(each, shown.choice)))
    this.#shown = []
    for (const choice of choices) {
      const known = kept.find((shown) => isSame(shown.choice, choice))
      this.#shown = [...this.#shown, known ?? this.#add(choice, [...kept, ...this.#shown])]
    }
    const [candles, ...below] = this.#chart.panes()
    candles?.setStretchFactor(CANDLES_STRETCH)
    for (const pane of below) pane.setStretchFactor(PANE_STRETCH)
    if (this.#colors !== null) this.setColors(this.#colors)
  }

  /** Follows the candles; with `isAll` everything is drawn anew. */
  setCandles(candles: readonly Candle[], { from, isAll }: { from: number; isAll: boolean }): void {
    this.#candles = candles
    for (const shown of this.#shown) {
      if (isAll) drawAll(shown, candles)
      else drawTail(shown, candles, from)
    }
  }

  setColors(colors: ChartColors): void {
    this.#colors = colors
    for (const { lines, levels } of this.#shown) {
      for (const { line, api, slot } of lines) {
        const color = colors.series[slot % colors.series.length] ?? colors.inkSoft
        api.applyOptions({ color: line.style === 'histogram' ? colors.lineStrong : color })
      }
      for (const level of levels) level.applyOptions({ color: colors.inkFaint })
    }
  }

  /** The values at a candle, by indicator, and the slots of its lines in the palette. */
  valuesAt(index: number): readonly IndicatorReading[] {
    return this.#shown.map(({ choice, run, lines }) => ({
      choice,
      values: run.values[index] ?? {},
      slots: lines.map(({ line, slot }) => (line.style === 'histogram' ? null : slot)),
    }))
  }

  #add(choice: IndicatorChoice, others: readonly Shown[]): Shown {
    const definition = INDICATORS[choice.kind]
    const pane = definition.pane === 'price' ? 0 : this.#chart.panes().length
    const run = new IndicatorRun({
      make: () => definition.make(choice.parameters),
      reads: definition.reads,
    })
    const slots = freeSlots(others, choice)
    const lines = definition.lines.map(
      (line, at): PlottedLine => ({
        line,
        api: this.#addLine(choice, line, pane),
        slot: slots[at] ?? 0,
      }),
    )
    const levels = (definition.levels ?? []).flatMap((price) => {
      const api = lines[0]?.api
      return api === undefined ? [] : [api.createPriceLine({ price, ...LEVEL })]
    })
    const shown = { choice, run, lines, levels, drawnTo: -Infinity }
    drawAll(shown, this.#candles)
    return shown
  }

  #addLine({ kind }: IndicatorChoice, { style, key }: IndicatorLine, pane: number): LineApi {
    const { figure, pane: place } = INDICATORS[kind]
    const decimals = typeof figure === 'number' ? figure : this.#decimals
    const shared = {
      lastValueVisible: place === 'own' && style === 'line',
      priceLineVisible: false,
      priceFormat: {
        type: 'custom',
        minMove: 10 ** -decimals,
        formatter: (value: number) =>
          figure === 'volume' ? chartVolume(value) : chartNumber(value, decimals),
      },
    } as const
    if (style === 'histogram') return this.#chart.addSeries(HistogramSeries, shared, pane)
    return this.#chart.addSeries(
      LineSeries,
      {
        ...shared,
        lineWidth: LINE_WIDTH,
        lineStyle: key === 'middle' ? LineStyle.Dashed : LineStyle.Solid,
        crosshairMarkerVisible: false,
      },
      pane,
    )
  }
}

/** The first slot that no shown line has; bands share one. */
function freeSlots(kept: readonly Shown[], { kind }: IndicatorChoice): readonly number[] {
  const taken = new Set(kept.flatMap(({ lines }) => lines.map(({ slot }) => slot)))
  const free: number[] = []
  for (let slot = 0; free.length < INDICATORS[kind].lines.length; slot += 1) {
    if (!taken.has(slot)) free.push(slot)
  }
  return kind === 'bollinger' ? free.map(() => free[0] ?? 0) : free
}

function drawAll(shown: Shown, candles: readonly Candle[]): void {
  const { run, lines } = shown
  const values = run.follow(candles, 0)
  for (const { line, api } of lines) {
    api.setData(candles.flatMap((candle, at) => pointsOf(candle, values[at], line)))
  }
  shown.drawnTo = candles.at(-1)?.openAt ?? -Infinity
}

function drawTail(shown: Shown, candles: readonly Candle[], from: number): void {
  const before = shown.run.values.slice(from)
  const values = shown.run.follow(candles, from)
  for (let at = from; at < candles.length; at += 1) {
    const candle = candles[at]
    if (candle === undefined) continue
    for (const { line, api } of shown.lines) {
      // A correction that moved nothing is not drawn: an older point costs the library the whole series.
      if (before[at - from]?.[line.key] === values[at]?.[line.key]) continue
      for (const point of pointsOf(candle, values[at], line)) {
        api.update(point, candle.openAt < shown.drawnTo)
      }
    }
    shown.drawnTo = Math.max(shown.drawnTo, candle.openAt)
  }
}

function pointsOf({ openAt }: Candle, values: Values | undefined, { key }: IndicatorLine) {
  const value = values?.[key]
  return value === undefined || Number.isNaN(value) ? [] : [{ time: secondsOf(openAt), value }]
}

function isSame(a: IndicatorChoice, b: IndicatorChoice): boolean {
  return (
    a.id === b.id &&
    a.kind === b.kind &&
    Object.entries(a.parameters).every(([key, value]) => b.parameters[key] === value)
  )
}
