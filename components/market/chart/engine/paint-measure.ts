import type { ChartColors } from '../chart-colors.ts'
import type { Place } from './chart-space.ts'

const FILL_ALPHA = 0.12

/** The stretch that is being measured, from where it began to where it is now. */
export type Stretch = { readonly from: Place; readonly to: Place }

/** The measured stretch; its figures stand beside it as text of the page. */
export function paintMeasure(
  context: CanvasRenderingContext2D,
  { from, to }: Stretch,
  {
    colors,
    space,
  }: {
    readonly colors: ChartColors
    readonly space: { x(at: number): number | null; y(price: number): number | null }
  },
): void {
  const [x0, x1] = [space.x(from.at), space.x(to.at)]
  const [y0, y1] = [space.y(from.price), space.y(to.price)]
  if (x0 === null || x1 === null || y0 === null || y1 === null) return
  context.fillStyle = colors.ink
  context.globalAlpha = FILL_ALPHA
  context.fillRect(x0, y0, x1 - x0, y1 - y0)
  context.globalAlpha = 1
  context.strokeStyle = colors.inkSoft
  context.strokeRect(x0, y0, x1 - x0, y1 - y0)
  arrow(context, { x: (x0 + x1) / 2, y: y0 }, { x: (x0 + x1) / 2, y: y1 })
  arrow(context, { x: x0, y: (y0 + y1) / 2 }, { x: x1, y: (y0 + y1) / 2 })
}

type Pixel = { readonly x: number; readonly y: number }
const HEAD_PX = 5

function arrow(context: CanvasRenderingContext2D, from: Pixel, to: Pixel): void {
  const angle = Math.atan2(to.y - from.y, to.x - from.x)
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.lineTo(to.x, to.y)
  for (const turn of [-Math.PI * 0.8, Math.PI * 0.8]) {
    context.moveTo(to.x, to.y)
    context.lineTo(to.x + HEAD_PX * Math.cos(angle + turn), to.y + HEAD_PX * Math.sin(angle + turn))
  }
  context.stroke()
}
