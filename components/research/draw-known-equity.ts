import type { BacktestResultView } from '#api/codecs/research.ts'

const PADDING = 6
const LINE_WIDTH = 1.5

type Known = {
  readonly points: BacktestResultView['equity']
  readonly cash: number
  /** The time of the whole run: what is to come is an empty stretch. */
  readonly firstAt: number
  readonly lastAt: number
  /** Now; no later point is drawn, nor does one decide the scale. */
  readonly at: number
}

/** Draws equity up to now over the time of the whole run, with the cash it began with. */
export function drawKnownEquity(canvas: HTMLCanvasElement, known: Known): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  const ratio = devicePixelRatio
  canvas.width = canvas.clientWidth * ratio
  canvas.height = canvas.clientHeight * ratio
  const { points, cash, firstAt, lastAt, at } = known
  const seen = points.filter((point) => point.at <= at)
  const highest = seen.reduce((most, { equity }) => Math.max(most, equity), cash)
  const lowest = seen.reduce((least, { equity }) => Math.min(least, equity), cash)
  const padding = PADDING * ratio
  const height = canvas.height - 2 * padding
  const xOf = (time: number) => ((time - firstAt) / Math.max(1, lastAt - firstAt)) * canvas.width
  const yOf = (equity: number) => padding + ((highest - equity) / (highest - lowest || 1)) * height
  const style = getComputedStyle(document.documentElement)
  context.strokeStyle = style.getPropertyValue('--line-strong').trim()
  context.lineWidth = ratio
  context.beginPath()
  context.moveTo(0, yOf(cash))
  context.lineTo(canvas.width, yOf(cash))
  context.stroke()
  context.strokeStyle = style.getPropertyValue('--ink').trim()
  context.lineWidth = LINE_WIDTH * ratio
  context.beginPath()
  context.moveTo(0, yOf(cash))
  for (const point of seen) context.lineTo(xOf(point.at), yOf(point.equity))
  context.stroke()
}
