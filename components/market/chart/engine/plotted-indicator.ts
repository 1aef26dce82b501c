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
import type { ChosenIndicator, IndicatorLine, Values } from '../indicator-definition.ts'
import { IndicatorRun } from '../indicator-run.ts'
import { secondsOf } from './price-plot.ts'

const LINE_WIDTH = 1
const DOT_RADIUS_PX = 1.5
const LEVEL = { lineWidth: 1, lineStyle: LineStyle.Dotted, axisLabelVisible: false } as const

type LineApi = ISeriesApi<'Line'> | ISeriesApi<'Histogram'>
type PlottedLine = { readonly line: IndicatorLine; readonly api: LineApi }

/** One indicator on a chart: its lines, and its values along the candles. */
export class PlottedIndicator {
  readonly chosen: ChosenIndicator
  /** The places of its lines in the palette. */
  readonly slots: readonly number[]
  readonly #chart: IChartApi
  readonly #run: IndicatorRun
  readonly #lines: readonly PlottedLine[]
  readonly #levels: readonly IPriceLine[]
  /** When the newest candle that is drawn opened. */
  #drawnTo = -Infinity
  #sides: Pick<ChartColors, 'up' | 'down'> | null = null

  constructor(chart: IChartApi, { chosen, slots, decimals }: PlotInput) {
    const { choice, definition } = chosen
    this.chosen = chosen
    this.slots = slots
    this.#chart = chart
    this.#run = new IndicatorRun({
      make: () => definition.make(choice.parameters),
      reads: definition.reads,
    })
    const pane = definition.pane === 'price' ? 0 : chart.panes().length
    this.#lines = definition.lines.map((line) => ({
      line,
      api: addLine(chart, { line, definition, decimals, pane }),
    }))
    const api = this.#lines[0]?.api
    this.#levels = definition.levels.flatMap((price) =>
      api === undefined ? [] : [api.createPriceLine({ price, ...LEVEL })],
    )
  }

  get values(): readonly Values[] {
    return this.#run.values
  }

  remove(): void {
    for (const { api } of this.#lines) this.#chart.removeSeries(api)
  }

  /** Brings its pane to a place among the chart's. */
  moveTo(pane: number): void {
    const own = this.#lines[0]?.api.getPane()
    if (own !== undefined && own.paneIndex() !== pane) own.moveTo(pane)
  }

  setColors(colors: ChartColors, candles: readonly Candle[]): void {
    for (const [at, { line, api }] of this.#lines.entries()) {
      const slot = this.slots[at] ?? 0
      const color = colors.series[slot % colors.series.length] ?? colors.inkSoft
      api.applyOptions({ color: line.style === 'histogram' ? colors.lineStrong : color })
    }
    for (const level of this.#levels) level.applyOptions({ color: colors.inkFaint })
    const { up, down } = colors
    const isNew = this.#sides?.up !== up || this.#sides.down !== down
    this.#sides = { up, down }
    if (isNew && this.#lines.some(({ line }) => line.sideKey !== undefined)) this.drawAll(candles)
  }

  drawAll(candles: readonly Candle[]): void {
    const values = this.#run.follow(candles, 0)
    for (const { line, api } of this.#lines) {
      api.setData(candles.flatMap((candle, at) => this.#pointsOf(candle, values[at], line)))
    }
    this.#drawnTo = candles.at(-1)?.openAt ?? -Infinity
  }

  /** Draws what changed with the candles from `from` on. */
  drawTail(candles: readonly Candle[], from: number): void {
    const before = this.#run.values.slice(from)
    const values = this.#run.follow(candles, from)
    for (let at = from; at < candles.length; at += 1) {
      const candle = candles[at]
      if (candle === undefined) continue
      for (const { line, api } of this.#lines) {
        // A correction that moved nothing is not drawn: an older point costs the library the whole series.
        if (before[at - from]?.[line.key] === values[at]?.[line.key]) continue
        for (const point of this.#pointsOf(candle, values[at], line)) {
          api.update(point, candle.openAt < this.#drawnTo)
        }
      }
      this.#drawnTo = Math.max(this.#drawnTo, candle.openAt)
    }
  }

  /** One point, or none where the value is not known yet. */
  #pointsOf({ openAt }: Candle, values: Values | undefined, { key, sideKey }: IndicatorLine) {
    const value = values?.[key]
    if (value === undefined || Number.isNaN(value)) return []
    const point = { time: secondsOf(openAt), value }
    if (sideKey === undefined || this.#sides === null) return [point]
    return [{ ...point, color: (values?.[sideKey] ?? 0) > 0 ? this.#sides.up : this.#sides.down }]
  }
}

type PlotInput = {
  readonly chosen: ChosenIndicator
  readonly slots: readonly number[]
  /** Of the instrument's prices. */
  readonly decimals: number
}

function addLine(
  chart: IChartApi,
  {
    line: { style },
    definition: { figure, pane: place },
    decimals: priceDecimals,
    pane,
  }: {
    readonly line: IndicatorLine
    readonly definition: ChosenIndicator['definition']
    readonly decimals: number
    readonly pane: number
  },
): LineApi {
  const decimals = typeof figure === 'number' ? figure : priceDecimals
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
  if (style === 'histogram') return chart.addSeries(HistogramSeries, shared, pane)
  const isDots = style === 'dots'
  return chart.addSeries(
    LineSeries,
    {
      ...shared,
      lineWidth: LINE_WIDTH,
      lineStyle: style === 'dashed' ? LineStyle.Dashed : LineStyle.Solid,
      lineVisible: !isDots,
      pointMarkersVisible: isDots,
      pointMarkersRadius: DOT_RADIUS_PX,
      crosshairMarkerVisible: false,
    },
    pane,
  )
}
