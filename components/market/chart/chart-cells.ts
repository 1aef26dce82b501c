import type { FillView } from '#api/codecs/fill.ts'
import type { Price } from '#core/money/money.ts'
import { Cell } from './cell.ts'
import type { Tool } from './engine/chart-input.ts'
import type { Stretch } from './engine/paint-measure.ts'

export type HoveredFills = {
  readonly fills: readonly FillView[]
  readonly x: number
  readonly y: number
}
/** A line on its way to another price; done when it was let go there. */
export type LineDrag = { readonly key: string; readonly price: Price; readonly isDone: boolean }

/** What of a chart changes with every move of the pointer. */
export type ChartCells = {
  /** The candle under the crosshair; null for the newest. */
  readonly cursor: Cell<number | null>
  /** Counts changes of candles and indicators. */
  readonly version: Cell<number>
  /** Counts moves of the scales. */
  readonly view: Cell<number>
  readonly hovered: Cell<HoveredFills | null>
  readonly stretch: Cell<Stretch | null>
  readonly drag: Cell<LineDrag | null>
  readonly tool: Cell<Tool | null>
  readonly selectedId: Cell<string | null>
  /** What a screen reader is told. */
  readonly spoken: Cell<string>
}

export function chartCells(): ChartCells {
  return {
    cursor: new Cell<number | null>(null),
    version: new Cell(0),
    view: new Cell(0),
    hovered: new Cell<HoveredFills | null>(null),
    stretch: new Cell<Stretch | null>(null),
    drag: new Cell<LineDrag | null>(null),
    tool: new Cell<Tool | null>(null),
    selectedId: new Cell<string | null>(null),
    spoken: new Cell(''),
  }
}

/** Forgets what belonged to a canvas that is gone. */
export function resetCells({ cursor, hovered, stretch, drag, tool, selectedId }: ChartCells): void {
  for (const cell of [cursor, hovered, stretch, drag, tool, selectedId]) cell.set(null)
}
