import type { ChartColors } from '../chart-colors.ts'
import { type AxisBox, paintAxisBox } from './price-axis.ts'

/** A price across the chart: an order's, a position's average. */
export type PriceLine = {
  readonly key: string
  readonly price: number
  readonly text: string
  readonly look: 'buy' | 'sell' | 'position'
  /** A stop is dashed, a limit is not. */
  readonly isDashed: boolean
  /** Being dragged, or not answered yet. */
  readonly isFaint: boolean
}

/** The last price as the axis shows it. */
export type LastPrice = {
  readonly price: number
  readonly text: string
  /** The countdown, or how old it is. */
  readonly under: string
  readonly isRise: boolean
  readonly isStale: boolean
}

type Scale = { y(price: number): number | null }

const DASH = [5, 4]
const DOTS = [1, 3]
const FAINT_ALPHA = 0.45

export function lineColor(look: PriceLine['look'], colors: ChartColors): string {
  if (look === 'position') return colors.ink
  return look === 'buy' ? colors.buy : colors.sell
}

export function paintPriceLines(
  context: CanvasRenderingContext2D,
  lines: readonly PriceLine[],
  { scale, colors, width }: { scale: Scale; colors: ChartColors; width: number },
): void {
  for (const { price, look, isDashed, isFaint } of lines) {
    const y = scale.y(price)
    if (y === null) continue
    context.globalAlpha = isFaint ? FAINT_ALPHA : 1
    context.strokeStyle = lineColor(look, colors)
    context.setLineDash(isDashed ? DASH : [])
    strokeLevel(context, y, width)
  }
}

export function paintLastPrice(
  context: CanvasRenderingContext2D,
  last: LastPrice | null,
  { scale, colors, width }: { scale: Scale; colors: ChartColors; width: number },
): void {
  const y = last === null ? null : scale.y(last.price)
  if (last === null || y === null) return
  context.strokeStyle = lastColor(last, colors)
  context.setLineDash(DOTS)
  strokeLevel(context, y, width)
}

/** The prices of lines, and the last one over them, on the axis. */
export function paintAxis(
  context: CanvasRenderingContext2D,
  { lines, last }: { lines: readonly PriceLine[]; last: LastPrice | null },
  { scale, colors, width }: { scale: Scale; colors: ChartColors; width: number },
): void {
  const box = (price: number, rest: Omit<AxisBox, 'y'>) => {
    const y = scale.y(price)
    if (y !== null) paintAxisBox(context, { ...rest, y }, { width, colors })
  }
  for (const { price, text, look } of lines) {
    box(price, { lines: [text], paper: lineColor(look, colors), ink: colors.paper })
  }
  if (last === null) return
  const under = last.under === '' ? [] : [last.under]
  box(last.price, {
    lines: [last.text, ...under],
    paper: lastColor(last, colors),
    ink: colors.paper,
  })
}

function lastColor({ isStale, isRise }: LastPrice, colors: ChartColors): string {
  if (isStale) return colors.inkFaint
  return isRise ? colors.up : colors.down
}

function strokeLevel(context: CanvasRenderingContext2D, y: number, width: number): void {
  const level = Math.round(y) + 0.5
  context.beginPath()
  context.moveTo(0, level)
  context.lineTo(width, level)
  context.stroke()
}
