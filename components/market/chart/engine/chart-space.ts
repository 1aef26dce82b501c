import type { IChartApi, ISeriesApi, Logical } from 'lightweight-charts'
import { instantAt, positionOf } from '../time-axis.ts'

/** A place of the candles' pane: on the screen, and what it means. */
export type Place = {
  readonly x: number
  readonly y: number
  /** The instant of the nearest candle, past the ends as if candles went on. */
  readonly at: number
  readonly position: number
  readonly price: number
}

/** From times and prices to pixels of the candles' pane, and back. */
export class ChartSpace {
  readonly #chart: IChartApi
  readonly #series: ISeriesApi<'Candlestick'>
  readonly #times: readonly number[]
  readonly #stepMs: number

  constructor(
    chart: IChartApi,
    input: {
      readonly series: ISeriesApi<'Candlestick'>
      readonly times: readonly number[]
      readonly stepMs: number
    },
  ) {
    this.#chart = chart
    this.#series = input.series
    this.#times = input.times
    this.#stepMs = input.stepMs
  }

  /** The middle of the candle that opens then; null while the chart has no size. */
  x(at: number): number | null {
    return this.#xOf(positionOf(this.#times, at, this.#stepMs))
  }

  y(price: number): number | null {
    return this.#series.priceToCoordinate(price)
  }

  /** How wide a candle is with the space beside it. */
  get candleWidth(): number {
    return this.#chart.timeScale().options().barSpacing
  }

  get size(): { readonly width: number; readonly height: number } {
    return this.#chart.paneSize(0)
  }

  /** The instants at the left and right edge. */
  get span(): { readonly from: number; readonly to: number } {
    const range = this.#chart.timeScale().getVisibleLogicalRange()
    if (range === null) return { from: 0, to: 0 }
    return {
      from: instantAt(this.#times, Math.floor(range.from), this.#stepMs),
      to: instantAt(this.#times, Math.ceil(range.to), this.#stepMs),
    }
  }

  /** What lies at a place of the pane; null where there is no price. */
  placeAt(x: number, y: number): Place | null {
    const price = this.#series.coordinateToPrice(y)
    const zero = this.#xOf(0)
    if (price === null || zero === null) return null
    const position = Math.round((x - zero) / this.candleWidth)
    return { x, y, position, price, at: instantAt(this.#times, position, this.#stepMs) }
  }

  #xOf(position: number): number | null {
    // The library takes whole and broken positions alike; its type is a brand.
    return this.#chart.timeScale().logicalToCoordinate(position as Logical)
  }
}
