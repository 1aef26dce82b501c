'use client'
import { useEffect, useMemo, useState } from 'react'
import { useMay } from '#browser/use-may.ts'
import type { Timeframe } from '#core/market/candle.ts'
import type { Instrument } from '#core/market/instrument.ts'
import type { Price } from '#core/money/money.ts'
import { useCell } from './cell.ts'
import type { ChartCells } from './chart-cells.ts'
import type { ChartMemory } from './chart-memory.ts'
import { FillsNote, MeasureNote } from './chart-notes.tsx'
import type { ChartEngine } from './engine/chart-engine.ts'
import { CancelConfirm, MoveConfirm } from './line-confirm.tsx'
import { LineLabels } from './line-labels.tsx'
import { lineEffect, type OrderLine, orderLinesOf } from './order-lines.ts'
import { positionLineOf } from './position-line.ts'
import { sceneLines } from './scene-lines.ts'
import type { CandleFeed } from './use-candle-history.ts'
import { useChartPatterns } from './use-chart-patterns.ts'
import type { ChartTrades } from './use-chart-trades.ts'
import { useChosenIndicators } from './use-indicator-catalog.ts'
import { useLastPrice } from './use-last-price.ts'

type Props = {
  readonly engine: ChartEngine
  readonly cells: ChartCells
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly feed: CandleFeed
  readonly memory: ChartMemory
  readonly trades: ChartTrades
}

/** What lies over the candles: lines and their labels, fills, drawings, notes, and what they ask. */
export function ChartLayers(props: Props) {
  const { engine, cells, instrument, memory, trades } = props
  const [canceling, setCanceling] = useState<OrderLine | null>(null)
  const mayMove = useMay('orders:place')
  const mayCancel = useMay('orders:cancel')
  const last = useLastPrice(props)
  const lines = useMemo(() => orderLinesOf(trades.orders), [trades.orders])
  const position = useMemo(() => positionLineOf(trades.positions, last), [trades.positions, last])
  const drag = useCell(cells.drag)
  useEffect(() => {
    engine.setLines(sceneLines({ orders: lines, position, drag, instrument, mayMove }))
  }, [engine, lines, position, drag, instrument, mayMove])
  useEffect(() => engine.setFills(trades.fills), [engine, trades.fills])
  const patterns = useChartPatterns({
    instrumentId: instrument.id,
    timeframe: props.timeframe,
    isShown: memory.arePatternsShown,
  })
  useEffect(() => engine.setPatterns(patterns), [engine, patterns])
  const indicators = useChosenIndicators(memory.indicators)
  useEffect(() => {
    engine.chooseIndicators(indicators)
    cells.version.set(cells.version.get() + 1)
  }, [engine, cells, indicators])
  useEffect(
    () => engine.setDrawings(memory.drawings, memory.areDrawingsHidden),
    [engine, memory.drawings, memory.areDrawingsHidden],
  )
  useEffect(
    () => engine.describe({ fills: trades.fills.length, drawings: memory.drawings.length }),
    [engine, trades.fills, memory.drawings],
  )
  const effectOf = (line: OrderLine, price: Price) =>
    lineEffect(line, price, { last, positions: trades.positions })
  const dropped = drag?.isDone === true ? lines.find(({ key }) => key === drag.key) : undefined
  const moved =
    dropped === undefined || drag === null
      ? null
      : { line: dropped, price: drag.price, effect: effectOf(dropped, drag.price) }
  return (
    <>
      <LineLabels
        {...{ engine, cells, instrument, lines, position, mayMove, mayCancel, effectOf }}
        onCancel={setCanceling}
      />
      <FillsNote cells={cells} engine={engine} results={trades.results} instrument={instrument} />
      <MeasureNote cells={cells} engine={engine} instrument={instrument} />
      <MoveConfirm moved={moved} instrument={instrument} onClose={() => cells.drag.set(null)} />
      <CancelConfirm line={canceling} instrument={instrument} onClose={() => setCanceling(null)} />
    </>
  )
}
