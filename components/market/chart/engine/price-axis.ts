import type { ChartColors } from '../chart-colors.ts'

const FONT_PX = 11
const LINE_HEIGHT_PX = 14
const PADDING_PX = 3
const TEXT_LEFT_PX = 7

/** A box on the price axis: its lines of text, at a height. */
export type AxisBox = {
  readonly y: number
  readonly lines: readonly string[]
  readonly paper: string
  readonly ink: string
}

/** Draws a box over the axis' own labels, the first line at its height. */
export function paintAxisBox(
  context: CanvasRenderingContext2D,
  box: AxisBox,
  { width, colors }: { readonly width: number; readonly colors: ChartColors },
): void {
  const height = box.lines.length * LINE_HEIGHT_PX + PADDING_PX
  const top = Math.round(box.y - (LINE_HEIGHT_PX + PADDING_PX) / 2)
  context.fillStyle = box.paper
  context.fillRect(0, top, width - 1, height)
  context.fillStyle = box.ink
  context.font = `${FONT_PX}px ${colors.figureFont}`
  context.textBaseline = 'middle'
  for (const [index, text] of box.lines.entries()) {
    context.fillText(text, TEXT_LEFT_PX, top + PADDING_PX / 2 + (index + 0.5) * LINE_HEIGHT_PX)
  }
}
