import type { FillView } from '#api/codecs/fill.ts'
import type { ChartColors } from '../chart-colors.ts'
import type { FillMark } from '../fill-marks.ts'

export type Mark = FillMark<FillView>
/** A mark where it was drawn: the middle of its triangle. */
export type PlacedMark = { readonly mark: Mark; readonly x: number; readonly y: number }

const HALF_WIDTH_PX = 5
const HEIGHT_PX = 8
const AWAY_PX = 5
const LEVEL_PX = 11
const COUNT_FONT_PX = 10
export const MARK_HIT_PX = 9

type Candles = {
  x(at: number): number | null
  y(price: number): number | null
  /** The lowest low or highest high of the candles from one open time to another. */
  extremeOf(mark: Mark): number | null
}

/** Where each mark belongs: buys under their candles pointing up, sells over them pointing down. */
export function placeMarks(marks: readonly Mark[], candles: Candles): readonly PlacedMark[] {
  return marks.flatMap((mark) => {
    const extreme = candles.extremeOf(mark)
    const [from, to] = [candles.x(mark.fromAt), candles.x(mark.toAt)]
    const edge = extreme === null ? null : candles.y(extreme)
    if (from === null || to === null || edge === null) return []
    const away = AWAY_PX + mark.level * LEVEL_PX + HEIGHT_PX / 2
    return [{ mark, x: (from + to) / 2, y: mark.side === 'buy' ? edge + away : edge - away }]
  })
}

export function paintMarks(
  context: CanvasRenderingContext2D,
  placed: readonly PlacedMark[],
  colors: ChartColors,
): void {
  context.font = `${COUNT_FONT_PX}px ${colors.figureFont}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineWidth = 1
  // A hairline of paper keeps a mark apart from candles of its own lightness.
  context.strokeStyle = colors.panel
  for (const { mark, x, y } of placed) {
    const point = mark.side === 'buy' ? -1 : 1
    context.fillStyle = mark.side === 'buy' ? colors.buy : colors.sell
    context.beginPath()
    context.moveTo(x, y + (point * HEIGHT_PX) / 2)
    context.lineTo(x - HALF_WIDTH_PX, y - (point * HEIGHT_PX) / 2)
    context.lineTo(x + HALF_WIDTH_PX, y - (point * HEIGHT_PX) / 2)
    context.closePath()
    context.fill()
    context.stroke()
    if (mark.fills.length > 1) {
      context.fillText(
        `${mark.fills.length}`,
        x,
        y - point * (HEIGHT_PX / 2 + COUNT_FONT_PX / 2 + 1),
      )
    }
  }
}

/** The mark under a place, the nearest one. */
export function markAt(placed: readonly PlacedMark[], x: number, y: number): PlacedMark | null {
  let nearest: PlacedMark | null = null
  let best = MARK_HIT_PX
  for (const each of placed) {
    const away = Math.hypot(each.x - x, each.y - y)
    if (away > best) continue
    best = away
    nearest = each
  }
  return nearest
}
