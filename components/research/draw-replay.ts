import { REPLAY_SHOWN, type ReplayBar, type ReplayState } from './replay-state.ts'

/** A trade's end on the chart: where, at which price, and whether something was bought or sold there. */
type Mark = {
  readonly at: number
  readonly price: number
  readonly act: 'buy' | 'sell'
}

type Area = {
  readonly context: CanvasRenderingContext2D
  readonly width: number
  readonly height: number
  readonly ratio: number
  xOf(index: number): number
  yOf(price: number): number
}

const PADDING = 12
const MARK = 5
/** Of the place that a bar has. */
const BODY_PART = 0.64
const LABEL_OFFSET = 4

/** Draws the newest bars, the entry of what is held as a line, and a mark wherever something was bought or sold. */
export function drawReplay(
  canvas: HTMLCanvasElement,
  state: ReplayState,
  priceText: (price: number) => string,
): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  const ratio = devicePixelRatio
  canvas.width = canvas.clientWidth * ratio
  canvas.height = canvas.clientHeight * ratio
  const area = areaOf(context, state.bars, ratio)
  const style = getComputedStyle(document.documentElement)
  const color = (name: string) => style.getPropertyValue(name).trim()
  for (const [index, bar] of state.bars.entries()) {
    drawBar(area, index, { bar, color: color(bar.close >= bar.open ? '--up' : '--down') })
  }
  if (state.held !== null) {
    const { entryPrice } = state.held
    drawEntryLine(area, { price: entryPrice, text: priceText(entryPrice), color: color('--ink') })
  }
  const indexOf = new Map(state.bars.map(({ openAt }, index) => [openAt, index]))
  for (const mark of marksOf(state)) {
    const index = indexOf.get(mark.at)
    if (index === undefined) continue
    drawMark(area, index, { mark, color: color(mark.act === 'buy' ? '--fill-buy' : '--fill-sell') })
  }
}

function areaOf(
  context: CanvasRenderingContext2D,
  bars: readonly ReplayBar[],
  ratio: number,
): Area {
  const { width, height } = context.canvas
  const highest = bars.reduce((most, { high }) => Math.max(most, high), Number.NEGATIVE_INFINITY)
  const lowest = bars.reduce((least, { low }) => Math.min(least, low), Number.POSITIVE_INFINITY)
  const span = highest - lowest || 1
  const padding = PADDING * ratio
  return {
    context,
    width,
    height,
    ratio,
    xOf: (index) => ((index + 0.5) / REPLAY_SHOWN) * width,
    yOf: (price) => padding + ((highest - price) / span) * (height - 2 * padding),
  }
}

type Painted<What extends string, Value> = { readonly [Name in What]: Value } & {
  readonly color: string
}

function drawBar(
  { context, width, ratio, xOf, yOf }: Area,
  index: number,
  { bar, color }: Painted<'bar', ReplayBar>,
): void {
  const x = Math.round(xOf(index))
  const body = Math.max(ratio, (width / REPLAY_SHOWN) * BODY_PART)
  context.fillStyle = color
  context.fillRect(x - ratio / 2, yOf(bar.high), ratio, yOf(bar.low) - yOf(bar.high))
  const top = yOf(Math.max(bar.open, bar.close))
  const bottom = yOf(Math.min(bar.open, bar.close))
  context.fillRect(x - body / 2, top, body, Math.max(ratio, bottom - top))
}

function drawEntryLine(
  { context, width, ratio, yOf }: Area,
  { price, text, color }: { readonly price: number; readonly text: string; readonly color: string },
): void {
  const y = yOf(price)
  context.strokeStyle = color
  context.fillStyle = color
  context.lineWidth = ratio
  context.setLineDash([4 * ratio, 4 * ratio])
  context.beginPath()
  context.moveTo(0, y)
  context.lineTo(width, y)
  context.stroke()
  context.setLineDash([])
  context.font = `${11 * ratio}px ui-monospace, monospace`
  context.fillText(text, LABEL_OFFSET * ratio, y - LABEL_OFFSET * ratio)
}

/** A triangle that points up where something was bought and down where something was sold. */
function drawMark(
  { context, ratio, xOf, yOf }: Area,
  index: number,
  { mark, color }: Painted<'mark', Mark>,
): void {
  const size = MARK * ratio
  const towards = mark.act === 'buy' ? 1 : -1
  const [x, y] = [xOf(index), yOf(mark.price)]
  context.fillStyle = color
  context.beginPath()
  context.moveTo(x, y)
  context.lineTo(x - size, y + towards * 2 * size)
  context.lineTo(x + size, y + towards * 2 * size)
  context.fill()
}

function marksOf({ closed, held }: ReplayState): readonly Mark[] {
  const left = closed.flatMap(({ side, entryTime, entryPrice, exitTime, exitPrice }): Mark[] => [
    { at: entryTime, price: entryPrice, act: side === 'long' ? 'buy' : 'sell' },
    { at: exitTime, price: exitPrice, act: side === 'long' ? 'sell' : 'buy' },
  ])
  if (held === null) return left
  const act = held.side === 'long' ? 'buy' : 'sell'
  return [...left, { at: held.entryTime, price: held.entryPrice, act }]
}
