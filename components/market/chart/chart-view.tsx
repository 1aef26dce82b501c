'use client'
import { useCallback, useState } from 'react'
import type { ScopeChoice } from '#browser/scope.ts'
import { classNames } from '#components/ui/class-names.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { decimalsOf } from '#components/ui/money-text.ts'
import type { Timeframe } from '#core/market/candle.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { CandleTable } from './candle-table.tsx'
import { ChartActs } from './chart-acts.tsx'
import { ChartCanvas } from './chart-canvas.tsx'
import { type ChartCells, chartCells } from './chart-cells.ts'
import { ChartLayers } from './chart-layers.tsx'
import { DrawingTools } from './drawing-tools.tsx'
import { POINTS_OF } from './drawings.ts'
import type { ChartEngine } from './engine/chart-engine.ts'
import type { Tool } from './engine/chart-input.ts'
import { IndicatorMenu } from './indicator-menu.tsx'
import { IntervalChoice } from './interval-choice.tsx'
import { draggedPrice } from './order-lines.ts'
import { useCandleHistory } from './use-candle-history.ts'
import type { ChartActs as CanvasActs } from './use-chart-engine.ts'
import { useChartMemory } from './use-chart-memory.ts'
import { useChartTrades } from './use-chart-trades.ts'
import { useFullScreen } from './use-full-screen.ts'

export type ChartViewProps = {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly scope: ScopeChoice
  onTimeframe(timeframe: Timeframe): void
}

/** The chart with its tools. */
export function ChartView(props: ChartViewProps) {
  const { instrument, timeframe, onTimeframe } = props
  const [cells] = useState(chartCells)
  const [engine, setEngine] = useState<ChartEngine | null>(null)
  const [isTable, setTable] = useState(false)
  const [isFull, toggleFull] = useFullScreen()
  const kept = useChartMemory(instrument.id)
  const { memory } = kept
  const onTool = useTool(engine, cells)
  return (
    <div
      className={classNames(
        'flex min-h-0 flex-1 flex-col bg-panel',
        // Under the frame's bars: STOP stays in reach.
        isFull && 'fixed inset-x-0 top-10 bottom-0 z-30 max-sm:top-12 max-sm:bottom-14',
      )}
    >
      <div className="flex items-center gap-1 overflow-x-auto border-b border-line px-2 py-0.5">
        <IntervalChoice timeframe={timeframe} onChoose={onTimeframe} />
        <IndicatorMenu
          choices={memory.indicators}
          onChange={kept.setIndicators}
          arePatternsShown={memory.arePatternsShown}
          onPatterns={kept.showPatterns}
        />
        <ChartActs
          {...props}
          engine={engine}
          isTable={isTable}
          onTable={() => setTable((before) => !before)}
          isFull={isFull}
          onFull={toggleFull}
        />
      </div>
      <div className="flex min-h-0 flex-1 max-sm:flex-col">
        {isTable ? null : (
          <DrawingTools
            cells={cells}
            memory={memory}
            onTool={onTool}
            onChange={kept.putDrawing}
            onRemove={kept.removeDrawing}
            onHide={kept.hideDrawings}
          />
        )}
        <ChartBody
          key={`${instrument.id} ${timeframe}`}
          {...{ ...props, kept, cells, isTable, setEngine }}
        />
      </div>
    </div>
  )
}

/** A line of one point is drawn at the crosshair at once; everything else waits for the chart to be pressed. */
function useTool(engine: ChartEngine | null, cells: ChartCells): (tool: Tool) => void {
  return useCallback(
    (tool) => {
      cells.tool.set(tool)
      const place = engine?.crosshair ?? null
      const isLine = tool !== 'measure' && POINTS_OF[tool] === 1
      if (isLine && place !== null) engine?.input.setPoint(place)
    },
    [engine, cells],
  )
}

function ChartBody({
  instrument,
  timeframe,
  scope,
  kept,
  cells,
  isTable,
  setEngine,
}: ChartViewProps & {
  readonly kept: ReturnType<typeof useChartMemory>
  readonly cells: ChartCells
  readonly isTable: boolean
  setEngine(engine: ChartEngine | null): void
}) {
  const { query, feed } = useCandleHistory(instrument.id, timeframe)
  const trades = useChartTrades(instrument, scope)
  const { memory, putDrawing, removeDrawing } = kept
  const onLineDrag: CanvasActs['onLineDrag'] = (key, drag) => {
    const price = drag === null ? null : draggedPrice(drag.price, instrument)
    cells.drag.set(drag === null || price === null ? null : { key, price, isDone: drag.isDone })
  }
  const name = `Last candles of ${instrument.base}-${instrument.quote}, ${timeframe}`
  const decimals = decimalsOf(instrument.priceTick)
  return (
    <Loaded query={query} what="Candles" rows={12}>
      {({ items }) => {
        if (items.length === 0) {
          return <EmptyFace text="No candle has been kept of this market yet." />
        }
        if (isTable) return <CandleTable {...{ feed, cells, decimals }} label={name} />
        return (
          <ChartCanvas
            {...{ instrument, timeframe, feed, cells }}
            acts={{ onDrawing: putDrawing, onLineDrag }}
            onEngine={setEngine}
            onDelete={removeDrawing}
          >
            {(engine) => (
              <ChartLayers {...{ engine, cells, instrument, timeframe, feed, memory, trades }} />
            )}
          </ChartCanvas>
        )
      }}
    </Loaded>
  )
}
