import {
  ColorType,
  CrosshairMode,
  createChart,
  type IChartApi,
  type MouseEventParams,
  type Time,
} from 'lightweight-charts'
import type { FillView } from '#api/codecs/fill.ts'
import { dateTimeText } from '#components/ui/time-text.ts'
import { type Candle, type Timeframe, timeframeMs } from '#core/market/candle.ts'
import type { CandleChange } from '../candle-history.ts'
import type { ChartColors } from '../chart-colors.ts'
import type { Drawing } from '../drawings.ts'
import type { ChosenIndicator } from '../indicator-definition.ts'
import type { PatternMark } from '../pattern-marks.ts'
import { lastAtOrBefore } from '../time-axis.ts'
import { ChartInput, type InputListener, type Tool } from './chart-input.ts'
import { ChartSpace, type Place } from './chart-space.ts'
import { IndicatorPlots } from './indicator-plots.ts'
import { Overlay } from './overlay.ts'
import { OverlayScene, type SceneLine } from './overlay-scene.ts'
import type { LastPrice } from './paint-lines.ts'
import { PricePlot, secondsOf } from './price-plot.ts'
import { instantOf, tickText } from './time-labels.ts'

/** How many candles the first view shows, and how narrow each may get for it. */
export const CANDLES_IN_VIEW = 250
const CANDLE_WIDTH_MIN_PX = 3
const ROOM_RIGHT_SHARE = 0.05
/** Older candles are asked for when fewer than this many are left of the view. */
const EARLIER_MARGIN = 100
const FONT_PX = 11

export type EngineListener = InputListener & {
  /** The candle under the crosshair; null for the newest. */
  onCrosshair(index: number | null): void
  /** The view came near the first candle. */
  onNearStart(): void
  /** Scales or sizes may have moved. */
  onView(): void
}

export type EngineInput = {
  readonly timeframe: Timeframe
  readonly decimals: number
  readonly listener: EngineListener
}

/** The chart of one market in one timeframe on a canvas: candles, indicators and everything over them. */
export class ChartEngine {
  readonly scene: OverlayScene
  readonly space: ChartSpace
  readonly indicators: IndicatorPlots
  readonly #chart: IChartApi
  readonly #prices: PricePlot
  readonly #overlay: Overlay
  readonly #input: ChartInput
  readonly #listener: EngineListener
  readonly #element: HTMLElement
  #cursor: number | null = null

  constructor(element: HTMLElement, { timeframe, decimals, listener }: EngineInput) {
    const stepMs = timeframeMs[timeframe]
    this.#listener = listener
    this.#element = element
    this.#chart = createChart(element, CHART_OPTIONS)
    this.#prices = new PricePlot(this.#chart, { decimals, stepMs })
    const { series, times } = this.#prices
    this.space = new ChartSpace(this.#chart, { series, times, stepMs })
    this.indicators = new IndicatorPlots(this.#chart, decimals)
    const scene = new OverlayScene({
      space: this.space,
      timeframe,
      decimals,
      candles: () => this.#prices.candles,
    })
    this.scene = scene
    this.#overlay = new Overlay({
      painters: scene.painters,
      axisPainters: [scene.paintAxis],
      onView: () => {
        element.dataset['marks'] = `${scene.markCount}`
        listener.onView()
      },
      pricesInView: () => scene.pricesInView(),
      cursorAt: (x, y) => scene.cursorAt(x, y),
    })
    series.attachPrimitive(this.#overlay)
    this.#input = new ChartInput(element, {
      scene,
      space: this.space,
      listener,
      redraw: () => this.redraw(),
      setChartActive: (isActive) =>
        this.#chart.applyOptions({ handleScroll: isActive, handleScale: isActive }),
    })
    this.#chart.subscribeCrosshairMove((event) => this.#followCrosshair(event))
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (range !== null && range.from < EARLIER_MARGIN) listener.onNearStart()
    })
  }

  setColors(colors: ChartColors): void {
    const { panel, inkSoft, line, lineStrong, raised, font } = colors
    this.scene.colors = colors
    const crosshair = { color: colors.inkFaint, labelBackgroundColor: lineStrong }
    this.#chart.applyOptions({
      layout: {
        background: { type: ColorType.Solid, color: panel },
        textColor: inkSoft,
        fontFamily: font,
        fontSize: FONT_PX,
        panes: { separatorColor: line, separatorHoverColor: raised },
      },
      grid: { vertLines: { color: line }, horzLines: { color: line } },
      crosshair: { vertLine: crosshair, horzLine: crosshair },
    })
    this.#prices.setColors(colors)
    this.indicators.setColors(colors)
    this.redraw()
  }

  /** The zone in which the axis and the crosshair tell the time. */
  setZone(zone: string): void {
    this.#chart.applyOptions({
      localization: {
        timeFormatter: (time: Time) => dateTimeText(instantOf(time), zone).slice(0, 16),
      },
      timeScale: { tickMarkFormatter: (time: Time, type: number) => tickText(time, type, zone) },
    })
  }

  /** Draws what changed of the candles; the view stays, but for the first candles there are. */
  setCandles(candles: readonly Candle[], change: CandleChange): void {
    if (change.kind === 'none') return
    const isFirst = this.#prices.candles.length === 0
    const isAll = this.#prices.set(candles, change)
    const from = change.kind === 'tail' ? change.from : 0
    this.indicators.setCandles(candles, { from, isAll })
    if (isFirst || change.kind === 'all') this.resetView()
    if (this.#cursor === null) this.#listener.onCrosshair(null)
  }

  chooseIndicators(indicators: readonly ChosenIndicator[]): void {
    this.indicators.choose(indicators)
    this.#listener.onCrosshair(this.#cursor)
  }

  setFills(fills: readonly FillView[]): void {
    this.scene.fills = fills
    this.redraw()
  }

  setPatterns(patterns: readonly PatternMark[]): void {
    this.scene.patterns = patterns
    this.#element.dataset['patterns'] = `${patterns.length}`
    this.redraw()
  }

  setLines(lines: readonly SceneLine[]): void {
    this.scene.lines = lines
    this.redraw()
  }

  setLast(last: LastPrice | null): void {
    this.scene.last = last
    this.redraw()
  }

  setDrawings(drawings: readonly Drawing[], areHidden: boolean): void {
    this.scene.drawings = drawings
    this.scene.areDrawingsHidden = areHidden
    this.redraw()
  }

  setTool(tool: Tool | null): void {
    this.#input.setTool(tool)
  }

  get input(): ChartInput {
    return this.#input
  }

  /** The newest candles, with the price scale fitted to them. */
  resetView(): void {
    const count = this.#prices.times.length
    const shown = Math.min(CANDLES_IN_VIEW, Math.floor(this.space.size.width / CANDLE_WIDTH_MIN_PX))
    const inView = Math.max(shown, 1)
    this.#prices.series.priceScale().applyOptions({ autoScale: true })
    this.#chart
      .timeScale()
      .setVisibleLogicalRange({ from: count - inView, to: count + inView * ROOM_RIGHT_SHARE })
  }

  /** Moves the crosshair by candles, from the newest if it is nowhere, and the view along with it. */
  moveCrosshair(steps: number): void {
    const { candles, times, series } = this.#prices
    if (candles.length === 0) return
    const last = candles.length - 1
    const index = Math.min(last, Math.max(0, (this.#cursor ?? candles.length) + steps))
    const candle = candles[index]
    if (candle === undefined) return
    this.#bringIntoView(lastAtOrBefore(times, candle.openAt))
    this.#chart.setCrosshairPosition(candle.close, secondsOf(candle.openAt), series)
    this.#setCursor(index)
  }

  /** Where the crosshair stands: at its candle's close by keys, else under the pointer. */
  get crosshair(): Place | null {
    if (this.#input.pointed !== null) return this.#input.pointed
    const candle = this.#cursor === null ? undefined : this.#prices.candles[this.#cursor]
    const [x, y] = [
      candle === undefined ? null : this.space.x(candle.openAt),
      candle === undefined ? null : this.space.y(candle.close),
    ]
    return x === null || y === null ? null : this.space.placeAt(x, y)
  }

  clearCrosshair(): void {
    this.#chart.clearCrosshairPosition()
    this.#setCursor(null)
  }

  /** The tops of the panes that are drawn, in pixels; one that was just added is drawn with the next frame. */
  paneTops(): readonly number[] {
    let top = 0
    return this.#chart
      .panes()
      .filter((pane) => pane.getHTMLElement() !== null)
      .map((_pane, index) => {
        const at = top
        top += this.#chart.paneSize(index).height + PANE_SEPARATOR_PX
        return at
      })
  }

  picture(): HTMLCanvasElement {
    return this.#chart.takeScreenshot(true)
  }

  /** Says on the element what is on the canvas, for who cannot look at it. */
  describe(counts: { readonly fills: number; readonly drawings: number }): void {
    this.#element.dataset['fills'] = `${counts.fills}`
    this.#element.dataset['drawings'] = `${counts.drawings}`
  }

  redraw(): void {
    this.#overlay.redraw()
  }

  remove(): void {
    this.#input.stop()
    this.#chart.remove()
  }

  #bringIntoView(position: number): void {
    const scale = this.#chart.timeScale()
    const range = scale.getVisibleLogicalRange()
    if (range === null || (position > range.from && position < range.to)) return
    const half = (range.to - range.from) / 2
    scale.setVisibleLogicalRange({ from: position - half, to: position + half })
  }

  #followCrosshair({ logical, sourceEvent }: MouseEventParams<Time>): void {
    // Without an event it was moved by moveCrosshair, which has told its candle already.
    if (sourceEvent === undefined && logical !== undefined) return
    if (logical === undefined) this.#setCursor(null)
    else this.#setCursor(this.#prices.candleAt(logical)?.index ?? null)
  }

  #setCursor(index: number | null): void {
    if (index === this.#cursor) return
    this.#cursor = index
    this.#listener.onCrosshair(index)
  }
}

const PANE_SEPARATOR_PX = 1

const CHART_OPTIONS = {
  autoSize: true,
  // The library's own mark is a style that the content security policy refuses; the page links instead.
  layout: { attributionLogo: false },
  crosshair: { mode: CrosshairMode.Normal },
  timeScale: { timeVisible: true, borderVisible: false, minBarSpacing: 0.3 },
  rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.1, bottom: 0.08 } },
  kineticScroll: { mouse: false, touch: false },
} as const
