'use client'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { useZone } from '#browser/look.ts'
import { decimalsOf } from '#components/ui/money-text.ts'
import type { Timeframe } from '#core/market/candle.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { useCell } from './cell.ts'
import type { ChartCells } from './chart-cells.ts'
import { pressChartKey } from './chart-keys.ts'
import { ChartLegend } from './chart-legend.tsx'
import type { ChartEngine } from './engine/chart-engine.ts'
import type { CandleFeed } from './use-candle-history.ts'
import { type ChartActs, useChartEngine } from './use-chart-engine.ts'

type Props = {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly feed: CandleFeed
  readonly cells: ChartCells
  readonly acts: ChartActs
  onEngine(engine: ChartEngine | null): void
  /** What must know the canvas: labels of lines, notes. */
  children(engine: ChartEngine): ReactNode
  onDelete(drawingId: string): void
}

/** The canvas with its legend. It takes the focus: the arrows move the crosshair from candle to candle. */
export function ChartCanvas(props: Props) {
  const { instrument, timeframe, feed, cells, children, onDelete } = props
  const element = useRef<HTMLDivElement>(null)
  const engine = useChartEngine({ ...props, element })
  const zone = useZone()
  const decimals = decimalsOf(instrument.priceTick)
  const name = `${instrument.base}-${instrument.quote}, ${timeframe}`
  const onKeyDown = (event: KeyboardEvent) => {
    if (engine === null) return
    const candles = () => feed.history.candles
    pressChartKey(event, { engine, cells, decimals, zone, candles, onDelete })
  }
  return (
    <div className="relative min-h-0 min-w-0 flex-1 overflow-hidden">
      <div
        ref={element}
        role="application"
        aria-label={`Chart of ${name}`}
        aria-roledescription="chart"
        aria-describedby="chart-keys"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is acted on by keys
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="absolute inset-0 isolate touch-pan-y focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-proof"
      />
      <p id="chart-keys" className="sr-only">
        Arrows move the crosshair candle by candle, Page Up and Page Down by ten, Home and End to
        the first and last. With a drawing tool Enter sets a point. The table shows the last candles
        as text.
      </p>
      {engine === null ? null : (
        <>
          <ChartLegend
            engine={engine}
            cells={cells}
            candles={feed.history.candles}
            decimals={decimals}
          />
          {children(engine)}
        </>
      )}
      <Spoken cells={cells} />
    </div>
  )
}

function Spoken({ cells }: { readonly cells: ChartCells }) {
  return (
    <p aria-live="polite" className="sr-only">
      {useCell(cells.spoken)}
    </p>
  )
}
