'use client'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useZone } from '#browser/look.ts'
import { decimalsOf } from '#components/ui/money-text.ts'
import type { Timeframe } from '#core/market/candle.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { type ChartCells, resetCells } from './chart-cells.ts'
import { onLookChange, readChartColors } from './chart-colors.ts'
import { ChartEngine, type EngineListener } from './engine/chart-engine.ts'
import type { CandleFeed } from './use-candle-history.ts'

/** What the page does with what happens on the canvas; the rest goes to the cells. */
export type ChartActs = Pick<EngineListener, 'onDrawing' | 'onLineDrag'>

/** The canvas of a chart, made in `element` for as long as the component is mounted. */
export function useChartEngine(input: {
  readonly element: RefObject<HTMLDivElement | null>
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly feed: CandleFeed
  readonly cells: ChartCells
  readonly acts: ChartActs
  onEngine(engine: ChartEngine | null): void
}): ChartEngine | null {
  const { element, instrument, timeframe, feed, cells, onEngine } = input
  const [engine, setEngine] = useState<ChartEngine | null>(null)
  const acts = useRef(input.acts)
  acts.current = input.acts
  const decimals = decimalsOf(instrument.priceTick)
  const zone = useZone()
  useEffect(() => {
    if (element.current === null) return
    const made = new ChartEngine(element.current, {
      timeframe,
      decimals,
      listener: listenerOf({ cells, acts, feed }),
    })
    made.setColors(readChartColors())
    const leaveLook = onLookChange(() => made.setColors(readChartColors()))
    const leaveFeed = feed.listen((change) => {
      made.setCandles(feed.history.candles, change)
      cells.version.set(cells.version.get() + 1)
    })
    const leaveTool = cells.tool.subscribe(() => made.setTool(cells.tool.get()))
    setEngine(made)
    onEngine(made)
    return () => {
      onEngine(null)
      resetCells(cells)
      leaveLook()
      leaveFeed()
      leaveTool()
      made.remove()
      setEngine(null)
    }
  }, [element, timeframe, decimals, feed, cells, onEngine])
  useEffect(() => engine?.setZone(zone), [engine, zone])
  return engine
}

function listenerOf({
  cells,
  acts,
  feed,
}: {
  readonly cells: ChartCells
  readonly acts: RefObject<ChartActs>
  readonly feed: CandleFeed
}): EngineListener {
  return {
    onCrosshair: cells.cursor.set,
    onNearStart: feed.readEarlier,
    onView: () => cells.view.set(cells.view.get() + 1),
    onDrawing: (drawing) => acts.current.onDrawing(drawing),
    onLineDrag: (key, drag) => acts.current.onLineDrag(key, drag),
    onSelect: cells.selectedId.set,
    onToolDone: () => cells.tool.set(null),
    onMeasure: cells.stretch.set,
    onFills(hovered) {
      const before = cells.hovered.get()
      if (hovered?.fills[0]?.id !== before?.fills[0]?.id) cells.hovered.set(hovered)
    },
  }
}
