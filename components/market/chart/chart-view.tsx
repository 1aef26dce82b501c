'use client'
import { useState } from 'react'
import type { ScopeChoice } from '#browser/scope.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import type { Timeframe } from '#core/market/candle.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { ChartCanvas } from './chart-canvas.tsx'
import { chartCells } from './chart-cells.ts'
import { ChartLayers } from './chart-layers.tsx'
import { IntervalChoice } from './interval-choice.tsx'
import { draggedPrice } from './order-lines.ts'
import { useCandleHistory } from './use-candle-history.ts'
import type { ChartActs } from './use-chart-engine.ts'
import { useChartMemory } from './use-chart-memory.ts'
import { useChartTrades } from './use-chart-trades.ts'

export type ChartViewProps = {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly scope: ScopeChoice
  onTimeframe(timeframe: Timeframe): void
}

/** The chart with its tools. */
export function ChartView(props: ChartViewProps) {
  const { instrument, timeframe, onTimeframe } = props
  return (
    <>
      <div className="flex items-center gap-1 overflow-x-auto border-b border-line px-2 py-0.5">
        <IntervalChoice timeframe={timeframe} onChoose={onTimeframe} />
      </div>
      <ChartBody key={`${instrument.id} ${timeframe}`} {...props} />
    </>
  )
}

function ChartBody({ instrument, timeframe, scope }: ChartViewProps) {
  const { query, feed } = useCandleHistory(instrument.id, timeframe)
  const [cells] = useState(chartCells)
  const { memory, putDrawing, removeDrawing } = useChartMemory(instrument.id)
  const trades = useChartTrades(instrument, scope)
  const onLineDrag: ChartActs['onLineDrag'] = (key, drag) => {
    const price = drag === null ? null : draggedPrice(drag.price, instrument)
    cells.drag.set(drag === null || price === null ? null : { key, price, isDone: drag.isDone })
  }
  return (
    <Loaded query={query} what="Candles" rows={12}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyFace text="No candle has been kept of this market yet." />
        ) : (
          <ChartCanvas
            instrument={instrument}
            timeframe={timeframe}
            feed={feed}
            cells={cells}
            acts={{ onDrawing: putDrawing, onLineDrag }}
            onDelete={removeDrawing}
          >
            {(engine) => (
              <ChartLayers {...{ engine, cells, instrument, timeframe, feed, memory, trades }} />
            )}
          </ChartCanvas>
        )
      }
    </Loaded>
  )
}
