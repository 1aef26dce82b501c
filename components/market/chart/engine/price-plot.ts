import {
  CandlestickSeries,
  type IChartApi,
  type ISeriesApi,
  type UTCTimestamp,
} from 'lightweight-charts'
import type { Candle } from '#core/market/candle.ts'
import { SECOND_MS } from '#core/time/time.ts'
import { type CandleChange, indexAtOrBefore } from '../candle-history.ts'
import type { ChartColors } from '../chart-colors.ts'
import { chartNumber } from '../chart-number.ts'
import { gapBefore } from '../gap-points.ts'

/** More changed candles than this are drawn anew with all others. */
const UPDATES_MAX = 32

type PricePoint = {
  readonly time: UTCTimestamp
  readonly open?: number
  readonly high?: number
  readonly low?: number
  readonly close?: number
}

/** The candles of a chart and the times of all its positions, gaps among them. */
export class PricePlot {
  readonly series: ISeriesApi<'Candlestick'>
  readonly #stepMs: number
  /** The open time of every position on the time axis. */
  readonly times: number[] = []
  #candles: readonly Candle[] = []
  /** The candles as they were drawn. */
  #drawn: Candle[] = []

  constructor(chart: IChartApi, { decimals, stepMs }: { decimals: number; stepMs: number }) {
    this.#stepMs = stepMs
    this.series = chart.addSeries(CandlestickSeries, {
      priceFormat: {
        type: 'custom',
        minMove: 10 ** -decimals,
        formatter: (price: number) => chartNumber(price, decimals),
      },
      // Drawn by the overlay, with the countdown and in grey while stale.
      lastValueVisible: false,
      priceLineVisible: false,
    })
  }

  get candles(): readonly Candle[] {
    return this.#candles
  }

  /** The candle at a position of the time axis; null in a gap and beyond the ends. */
  candleAt(position: number): { readonly candle: Candle; readonly index: number } | null {
    const at = this.times[position]
    if (at === undefined) return null
    const index = indexAtOrBefore(this.#candles, at)
    const candle = this.#candles[index]
    return candle?.openAt === at ? { candle, index } : null
  }

  setColors({ up, down }: ChartColors): void {
    this.series.applyOptions({
      upColor: up,
      downColor: down,
      wickUpColor: up,
      wickDownColor: down,
      borderVisible: false,
    })
  }

  /** Draws what changed. Gives whether it drew everything. */
  set(candles: readonly Candle[], change: CandleChange): boolean {
    this.#candles = candles
    if (change.kind === 'tail' && candles.length - change.from <= UPDATES_MAX) {
      for (let at = change.from; at < candles.length; at += 1) this.#update(at)
      return false
    }
    this.times.length = 0
    this.#drawn = [...candles]
    const points: PricePoint[] = []
    for (const [at, candle] of candles.entries()) {
      for (const openAt of gapBefore(candle, candles[at - 1], this.#stepMs)) {
        this.times.push(openAt)
        points.push({ time: secondsOf(openAt) })
      }
      this.times.push(candle.openAt)
      points.push(pointOf(candle))
    }
    this.series.setData(points)
    return true
  }

  #update(at: number): void {
    const candle = this.#candles[at]
    const drawn = this.#drawn[at]
    if (candle === undefined || (drawn !== undefined && isDrawnAs(drawn, candle))) return
    this.#drawn[at] = candle
    const lastAt = this.times.at(-1) ?? -Infinity
    if (candle.openAt > lastAt) {
      for (const openAt of gapBefore(candle, this.#candles[at - 1], this.#stepMs)) {
        this.times.push(openAt)
        this.series.update({ time: secondsOf(openAt) })
      }
      this.times.push(candle.openAt)
    }
    this.series.update(pointOf(candle), candle.openAt < lastAt)
  }
}

/** The volume is not drawn here: its correction changes nothing. */
function isDrawnAs(a: Candle, b: Candle): boolean {
  return (
    a.openAt === b.openAt &&
    a.open === b.open &&
    a.high === b.high &&
    a.low === b.low &&
    a.close === b.close
  )
}

function pointOf({ openAt, open, high, low, close }: Candle) {
  return { time: secondsOf(openAt), open, high, low, close }
}

/** The library brands seconds; ours are whole milliseconds. */
export function secondsOf(at: number): UTCTimestamp {
  return (at / SECOND_MS) as UTCTimestamp
}
