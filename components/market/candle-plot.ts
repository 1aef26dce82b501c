import {
  CandlestickSeries,
  ColorType,
  CrosshairMode,
  createChart,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  type UTCTimestamp,
} from 'lightweight-charts'
import type { Candle } from '#core/market/candle.ts'
import { SECOND_MS } from '#core/time/time.ts'
import type { ChartColors } from './chart-colors.ts'

const CANDLES_IN_VIEW = 160
const VOLUME_TOP = 0.82
const PRICE_BOTTOM = 0.22
const VOLUME_SCALE = 'volume'

/** Candles over their volume on a canvas. It takes the whole list each time and draws only what changed. */
export class CandlePlot {
  readonly #chart: IChartApi
  readonly #prices: ISeriesApi<'Candlestick'>
  readonly #volumes: ISeriesApi<'Histogram'>
  #shown: readonly Candle[] = []

  constructor(element: HTMLElement, decimals: number) {
    this.#chart = createChart(element, {
      autoSize: true,
      // The library's own mark is a style that the content security policy refuses; the page links instead.
      layout: { attributionLogo: false },
      crosshair: { mode: CrosshairMode.Normal },
      timeScale: { timeVisible: true, borderVisible: false },
      rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.06, bottom: PRICE_BOTTOM } },
    })
    this.#prices = this.#chart.addSeries(CandlestickSeries, {
      priceFormat: { type: 'price', precision: decimals, minMove: 10 ** -decimals },
    })
    this.#volumes = this.#chart.addSeries(HistogramSeries, {
      priceScaleId: VOLUME_SCALE,
      priceFormat: { type: 'volume' },
      lastValueVisible: false,
      priceLineVisible: false,
    })
    this.#volumes.priceScale().applyOptions({ scaleMargins: { top: VOLUME_TOP, bottom: 0 } })
  }

  setColors({ ink, line, panel, up, down, volume }: ChartColors): void {
    this.#chart.applyOptions({
      layout: {
        background: { type: ColorType.Solid, color: panel },
        textColor: ink,
        fontFamily: getComputedStyle(document.documentElement).fontFamily,
        fontSize: 11,
      },
      grid: { vertLines: { color: line }, horzLines: { color: line } },
    })
    this.#prices.applyOptions({
      upColor: up,
      downColor: down,
      wickUpColor: up,
      wickDownColor: down,
      borderVisible: false,
    })
    this.#volumes.applyOptions({ color: volume })
  }

  setCandles(candles: readonly Candle[]): void {
    const from = this.#firstChange(candles)
    if (from === null) this.#replace(candles)
    else for (const candle of candles.slice(from)) this.#update(candle)
    this.#shown = candles
  }

  remove(): void {
    this.#chart.remove()
  }

  /** Where to go on from what is drawn; null when it must be drawn anew. */
  #firstChange(candles: readonly Candle[]): number | null {
    const last = this.#shown.at(-1)
    if (last === undefined || candles[0]?.openAt !== this.#shown[0]?.openAt) return null
    const at = this.#shown.length - 1
    return candles[at]?.openAt === last.openAt ? at : null
  }

  #replace(candles: readonly Candle[]): void {
    this.#prices.setData(candles.map(priceOf))
    this.#volumes.setData(candles.map(volumeOf))
    const end = candles.length
    this.#chart
      .timeScale()
      .setVisibleLogicalRange({ from: end - CANDLES_IN_VIEW, to: end + CANDLES_IN_VIEW / 20 })
  }

  #update(candle: Candle): void {
    this.#prices.update(priceOf(candle))
    this.#volumes.update(volumeOf(candle))
  }
}

function priceOf({ openAt, open, high, low, close }: Candle) {
  return { time: secondsOf(openAt), open, high, low, close }
}

function volumeOf({ openAt, volume }: Candle) {
  return { time: secondsOf(openAt), value: volume }
}

function secondsOf(at: number): UTCTimestamp {
  // The library brands seconds; ours are whole milliseconds.
  return (at / SECOND_MS) as UTCTimestamp
}
