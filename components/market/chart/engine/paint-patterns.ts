import type { ChartColors } from '../chart-colors.ts'
import type { PatternMark } from '../pattern-marks.ts'

const FILL_ALPHA = 0.14
const FADED_FILL_ALPHA = 0.05
const WORD_ALPHA = 1
const FADED_WORD_ALPHA = 0.45
const FONT_PX = 10
const TICK_PX = 12
const AWAY_PX = 3

type View = {
  readonly space: { x(at: number): number | null; y(price: number): number | null }
  readonly colors: ChartColors
  readonly width: number
}

/** Zones from their confirmation to the right edge, breaks and sweeps as words on the price they are about. */
export function paintPatterns(
  context: CanvasRenderingContext2D,
  marks: readonly PatternMark[],
  view: View,
): void {
  context.font = `${FONT_PX}px ${view.colors.font}`
  for (const mark of marks) {
    const x = view.space.x(mark.fromAt)
    if (x === null || x > view.width) continue
    const color = mark.direction === 1 ? view.colors.up : view.colors.down
    context.fillStyle = color
    context.strokeStyle = color
    if (mark.kind === 'zone') paintZone(context, mark, { ...view, x })
    else paintWord(context, mark, { ...view, x })
  }
  context.globalAlpha = 1
}

type Placed = View & { readonly x: number }

function paintZone(
  context: CanvasRenderingContext2D,
  { top, bottom, isFaded }: Extract<PatternMark, { kind: 'zone' }>,
  { space, x, width }: Placed,
): void {
  const [y0, y1] = [space.y(top), space.y(bottom)]
  if (y0 === null || y1 === null) return
  context.globalAlpha = isFaded ? FADED_FILL_ALPHA : FILL_ALPHA
  context.fillRect(x, y0, width - x, Math.max(1, y1 - y0))
}

function paintWord(
  context: CanvasRenderingContext2D,
  { price, word, direction, isFaded }: Extract<PatternMark, { kind: 'word' }>,
  { space, x }: Placed,
): void {
  const y = space.y(price)
  if (y === null) return
  context.globalAlpha = isFaded ? FADED_WORD_ALPHA : WORD_ALPHA
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(x - TICK_PX, y)
  context.lineTo(x + TICK_PX, y)
  context.stroke()
  context.textAlign = 'center'
  context.textBaseline = direction === 1 ? 'bottom' : 'top'
  context.fillText(word, x, direction === 1 ? y - AWAY_PX : y + AWAY_PX)
}
