import type { ChartColors } from '../chart-colors.ts'
import { chartNumber } from '../chart-number.ts'
import { type Drawing, FIB_RATIOS } from '../drawings.ts'
import type { Pixel, PixelShape } from '../hit-test.ts'

const POINT_RADIUS_PX = 4
const FILL_ALPHA = 0.1
const LABEL_FONT_PX = 10
const LABEL_AWAY_PX = 4
const RATIO_DECIMALS = 3

type Space = { x(at: number): number | null; y(price: number): number | null }

/** Where a drawing lies now; null while the chart cannot tell. */
export function shapeOf({ kind, points }: Drawing, space: Space): PixelShape | null {
  const pixels: Pixel[] = []
  for (const { at, price } of points) {
    const [x, y] = [space.x(at), space.y(price)]
    if (x === null || y === null) return null
    pixels.push({ x, y })
  }
  return { kind, points: pixels }
}

export function paintDrawing(
  context: CanvasRenderingContext2D,
  drawing: Drawing,
  view: {
    readonly space: Space
    readonly colors: ChartColors
    readonly width: number
    readonly height: number
    readonly decimals: number
    readonly isSelected: boolean
  },
): void {
  const shape = shapeOf(drawing, view.space)
  const a = shape?.points[0]
  if (shape === null || a === undefined) return
  context.strokeStyle = view.colors.inkSoft
  context.fillStyle = view.colors.inkSoft
  context.lineWidth = view.isSelected ? 2 : 1
  const b = shape.points[1] ?? a
  switch (drawing.kind) {
    case 'horizontal':
      stroke(context, { x: 0, y: a.y }, { x: view.width, y: a.y })
      break
    case 'vertical':
      stroke(context, { x: a.x, y: 0 }, { x: a.x, y: view.height })
      break
    case 'trend':
      stroke(context, a, b)
      break
    case 'rectangle':
      paintBox(context, a, b)
      break
    case 'fib':
      paintLevels(context, drawing, { a, b, ...view })
      break
  }
  if (view.isSelected) for (const point of shape.points) paintPoint(context, point, view.colors)
}

function stroke(context: CanvasRenderingContext2D, a: Pixel, b: Pixel): void {
  context.beginPath()
  context.moveTo(a.x, a.y)
  context.lineTo(b.x, b.y)
  context.stroke()
}

function paintBox(context: CanvasRenderingContext2D, a: Pixel, b: Pixel): void {
  context.globalAlpha = FILL_ALPHA
  context.fillRect(a.x, a.y, b.x - a.x, b.y - a.y)
  context.globalAlpha = 1
  context.strokeRect(a.x, a.y, b.x - a.x, b.y - a.y)
}

function paintLevels(
  context: CanvasRenderingContext2D,
  { points }: Drawing,
  { a, b, decimals, colors }: { a: Pixel; b: Pixel; decimals: number; colors: ChartColors },
): void {
  const [from = 0, to = 0] = points.map(({ price }) => price)
  context.font = `${LABEL_FONT_PX}px ${colors.figureFont}`
  context.textBaseline = 'bottom'
  for (const ratio of FIB_RATIOS) {
    const y = a.y + (b.y - a.y) * ratio
    stroke(context, { x: a.x, y }, { x: b.x, y })
    const price = chartNumber(from + (to - from) * ratio, decimals)
    const share = chartNumber(ratio, RATIO_DECIMALS)
    context.fillText(`${share}  ${price}`, Math.min(a.x, b.x), y - LABEL_AWAY_PX)
  }
}

function paintPoint(context: CanvasRenderingContext2D, { x, y }: Pixel, colors: ChartColors): void {
  context.beginPath()
  context.arc(x, y, POINT_RADIUS_PX, 0, 2 * Math.PI)
  context.fillStyle = colors.panel
  context.fill()
  context.stroke()
}
