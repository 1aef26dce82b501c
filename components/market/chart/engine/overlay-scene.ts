import type { FillView } from '#api/codecs/fill.ts'
import { type Candle, type Timeframe, timeframeMs } from '#core/market/candle.ts'
import { indexAtOrBefore } from '../candle-history.ts'
import type { ChartColors } from '../chart-colors.ts'
import type { Drawing, DrawingPart } from '../drawings.ts'
import { candlesPerGroup, fillMarks } from '../fill-marks.ts'
import { hitPart } from '../hit-test.ts'
import type { PatternMark } from '../pattern-marks.ts'
import type { ChartSpace } from './chart-space.ts'
import type { Painter } from './overlay.ts'
import { paintDrawing, shapeOf } from './paint-drawings.ts'
import { type Mark, markAt, type PlacedMark, paintMarks, placeMarks } from './paint-fills.ts'
import {
  type LastPrice,
  type PriceLine,
  paintAxis,
  paintLastPrice,
  paintPriceLines,
} from './paint-lines.ts'
import { paintMeasure, type Stretch } from './paint-measure.ts'
import { paintPatterns } from './paint-patterns.ts'

const LINE_HIT_PX = 5
/** Lines farther from the last price than this part of it do not stretch the scale. */
const NEAR_SHARE = 0.03

/** A line of the scene. */
export type SceneLine = PriceLine & { readonly canDrag: boolean }

/** What lies over the candles now, and how it is painted and hit. */
export class OverlayScene {
  lines: readonly SceneLine[] = []
  last: LastPrice | null = null
  drawings: readonly Drawing[] = []
  areDrawingsHidden = false
  selectedId: string | null = null
  /** A drawing that is being made or moved: it stands for the kept one. */
  preview: Drawing | null = null
  stretch: Stretch | null = null
  patterns: readonly PatternMark[] = []
  colors: ChartColors | null = null
  #fills: readonly FillView[] = []
  #placed: readonly PlacedMark[] = []
  readonly #space: ChartSpace
  readonly #timeframe: Timeframe
  readonly #decimals: number
  readonly #candles: () => readonly Candle[]

  constructor(input: {
    readonly space: ChartSpace
    readonly timeframe: Timeframe
    readonly decimals: number
    candles(): readonly Candle[]
  }) {
    this.#space = input.space
    this.#timeframe = input.timeframe
    this.#decimals = input.decimals
    this.#candles = input.candles
  }

  /** Own fills; any order. */
  set fills(fills: readonly FillView[]) {
    this.#fills = fills.toSorted((a, b) => a.venueAt - b.venueAt)
  }

  /** How many marks were drawn last: a cluster is one. */
  get markCount(): number {
    return this.#placed.length
  }

  /** One after the other, the last on top. */
  get painters(): readonly Painter[] {
    const { paintPatterns, paintDrawings, paintLines, paintFills, paintStretch } = this
    return [paintPatterns, paintDrawings, paintLines, paintFills, paintStretch]
  }

  readonly paintPatterns: Painter = (context, { width }) => {
    if (this.colors === null) return
    paintPatterns(context, this.patterns, { space: this.#space, colors: this.colors, width })
  }

  readonly paintDrawings: Painter = (context, { width, height }) => {
    const colors = this.colors
    if (colors === null) return
    for (const drawing of this.#shownDrawings()) {
      context.save()
      paintDrawing(context, drawing, {
        space: this.#space,
        colors,
        width,
        height,
        decimals: this.#decimals,
        isSelected: drawing.id === this.selectedId || drawing === this.preview,
      })
      context.restore()
    }
  }

  readonly paintLines: Painter = (context, { width }) => {
    if (this.colors === null) return
    const view = { scale: this.#space, colors: this.colors, width }
    paintLastPrice(context, this.last, view)
    paintPriceLines(context, this.lines, view)
  }

  readonly paintFills: Painter = (context) => {
    this.#placed = this.#placeFills()
    if (this.colors !== null) paintMarks(context, this.#placed, this.colors)
  }

  readonly paintStretch: Painter = (context) => {
    if (this.colors === null || this.stretch === null) return
    paintMeasure(context, this.stretch, { colors: this.colors, space: this.#space })
  }

  readonly paintAxis: Painter = (context, { width }) => {
    if (this.colors === null) return
    paintAxis(context, this, { scale: this.#space, colors: this.colors, width })
  }

  markAt(x: number, y: number): PlacedMark | null {
    return markAt(this.#placed, x, y)
  }

  /** The lines near the last price: an own order just outside the candles is not left out of view. */
  pricesInView(): { readonly from: number; readonly to: number } | null {
    const last = this.last?.price
    if (last === undefined) return null
    const near = this.lines
      .map(({ price }) => price)
      .filter((price) => Math.abs(price - last) <= last * NEAR_SHARE)
    return near.length === 0 ? null : { from: Math.min(...near), to: Math.max(...near) }
  }

  /** The line under a height that can be dragged. */
  lineAt(y: number): SceneLine | null {
    return (
      this.lines.find(({ canDrag, price }) => {
        const at = canDrag ? this.#space.y(price) : null
        return at !== null && Math.abs(at - y) <= LINE_HIT_PX
      }) ?? null
    )
  }

  /** The topmost drawing under a place, and which part of it. */
  drawingAt(
    x: number,
    y: number,
  ): { readonly drawing: Drawing; readonly part: DrawingPart } | null {
    for (const drawing of this.#shownDrawings().toReversed()) {
      const shape = shapeOf(drawing, this.#space)
      const part = shape === null ? null : hitPart(shape, { x, y })
      if (part !== null) return { drawing, part }
    }
    return null
  }

  cursorAt(x: number, y: number): string | null {
    if (this.lineAt(y) !== null) return 'ns-resize'
    return this.markAt(x, y) === null && this.drawingAt(x, y) === null ? null : 'pointer'
  }

  #shownDrawings(): readonly Drawing[] {
    const { preview } = this
    const kept = this.areDrawingsHidden ? [] : this.drawings
    if (preview === null) return kept
    return [...kept.filter(({ id }) => id !== preview.id), preview]
  }

  #placeFills(): readonly PlacedMark[] {
    const { from, to } = this.#space.span
    const width = candlesPerGroup(this.#space.candleWidth)
    const margin = timeframeMs[this.#timeframe] * width
    const first = this.#fills.findIndex(({ venueAt }) => venueAt >= from - margin)
    if (first === -1) return []
    const beyond = this.#fills.findLastIndex(({ venueAt }) => venueAt < to + margin)
    const marks = fillMarks(this.#fills.slice(first, beyond + 1), {
      timeframe: this.#timeframe,
      candlesPerGroup: width,
    })
    return placeMarks(marks, {
      x: (at) => this.#space.x(at),
      y: (price) => this.#space.y(price),
      extremeOf: (mark) => extremeOf(this.#candles(), mark),
    })
  }
}

function extremeOf(candles: readonly Candle[], { fromAt, toAt, side }: Mark): number | null {
  let extreme: number | null = null
  for (let at = Math.max(0, indexAtOrBefore(candles, fromAt)); at < candles.length; at += 1) {
    const candle = candles[at]
    if (candle === undefined || candle.openAt > toAt) break
    const value = side === 'buy' ? candle.low : candle.high
    if (extreme === null || (side === 'buy' ? value < extreme : value > extreme)) extreme = value
  }
  return extreme
}
