import type { KeyboardEvent } from 'react'
import type { Candle } from '#core/market/candle.ts'
import type { ChartCells } from './chart-cells.ts'
import { candleWords } from './chart-legend.tsx'
import type { ChartEngine } from './engine/chart-engine.ts'

const FAR_STEPS = 10
const DELETE_KEYS: ReadonlySet<string> = new Set(['Delete', 'Backspace'])
const STEPS: ReadonlyMap<string, number> = new Map([
  ['ArrowLeft', -1],
  ['ArrowRight', 1],
  ['PageUp', -FAR_STEPS],
  ['PageDown', FAR_STEPS],
  ['Home', -Infinity],
  ['End', Infinity],
])

export type ChartKeyParts = {
  readonly engine: ChartEngine
  readonly cells: ChartCells
  readonly decimals: number
  readonly zone: string
  candles(): readonly Candle[]
  onDelete(drawingId: string): void
}

/** What a key does while the chart has the focus. */
export function pressChartKey(event: KeyboardEvent, parts: ChartKeyParts): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return
  if (!isTaken(event, parts)) return
  event.preventDefault()
  event.stopPropagation()
}

function isTaken({ key, shiftKey }: KeyboardEvent, parts: ChartKeyParts): boolean {
  const steps = STEPS.get(key)
  if (steps !== undefined) {
    step(parts, steps * (shiftKey ? FAR_STEPS : 1))
    return true
  }
  if (key === 'Escape') return leaveOne(parts)
  if (key === 'Enter') return setPoint(parts)
  const selected = parts.cells.selectedId.get()
  if (!DELETE_KEYS.has(key) || selected === null) return false
  parts.onDelete(selected)
  return true
}

function step({ engine, cells, candles, ...reading }: ChartKeyParts, steps: number): void {
  engine.moveCrosshair(steps)
  const candle = candles()[cells.cursor.get() ?? -1]
  if (candle !== undefined) cells.spoken.set(candleWords(candle, reading))
}

/** Enter draws with the tool at the crosshair. */
function setPoint({ engine, cells }: ChartKeyParts): boolean {
  const place = engine.crosshair
  if (place === null || cells.tool.get() === null) return false
  engine.input.setPoint(place)
  return true
}

/** One press of Esc leaves one thing: the tool, the measure, the chosen drawing, the crosshair. */
function leaveOne({ engine, cells }: ChartKeyParts): boolean {
  if (cells.tool.get() !== null) cells.tool.set(null)
  else if (cells.stretch.get() !== null) engine.input.clearMeasure()
  else if (cells.selectedId.get() !== null) engine.input.select(null)
  else if (cells.cursor.get() !== null) engine.clearCrosshair()
  else return false
  return true
}
