'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useLiveCandles } from '#browser/live.ts'
import { candlesQuery } from '#browser/queries/markets.ts'
import { inScope, type ScopeChoice } from '#browser/scope.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { marketPath } from '#components/ui/instrument-link.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { decimalsOf } from '#components/ui/money-text.ts'
import { Panel } from '#components/ui/panel.tsx'
import { type Candle, TIMEFRAMES, type Timeframe } from '#core/market/candle.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { CandlePlot } from './candle-plot.ts'
import { onThemeChange, readChartColors } from './chart-colors.ts'

/** Candles of a market, running with the stream. */
export function CandleChart({
  instrument,
  timeframe,
  scope,
}: {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly scope: ScopeChoice
}) {
  useLiveCandles(instrument.id)
  const query = useQuery(candlesQuery({ instrumentId: instrument.id, timeframe }))
  const tabs = TIMEFRAMES.map((each) => ({
    label: each,
    href: inScope(`${marketPath(instrument.id)}?timeframe=${each}`, scope),
    isCurrent: each === timeframe,
  }))
  return (
    <Panel
      title={`${instrument.base}-${instrument.quote}`}
      aside={<LinkTabs label="Timeframe" tabs={tabs} />}
    >
      <Loaded query={query} what="Candles" rows={12}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyFace text="No candle has been kept of this market yet." />
          ) : (
            <Plot key={`${instrument.id} ${timeframe}`} candles={items} instrument={instrument} />
          )
        }
      </Loaded>
      <p className="border-t border-line px-3 py-1 text-[11px] leading-4 text-ink-faint">
        Times in UTC. Chart by{' '}
        <a
          href="https://www.tradingview.com/"
          target="_blank"
          rel="noreferrer"
          className="underline underline-offset-2"
        >
          TradingView Lightweight Charts
        </a>
      </p>
    </Panel>
  )
}

function Plot({
  candles,
  instrument,
}: {
  readonly candles: readonly Candle[]
  readonly instrument: Instrument
}) {
  const element = useRef<HTMLDivElement>(null)
  const plot = useRef<CandlePlot | null>(null)
  const decimals = decimalsOf(instrument.priceTick)
  useEffect(() => {
    if (element.current === null) return
    const made = new CandlePlot(element.current, decimals)
    const paint = () => made.setColors(readChartColors())
    paint()
    plot.current = made
    const leave = onThemeChange(paint)
    return () => {
      leave()
      made.remove()
      plot.current = null
    }
  }, [decimals])
  useEffect(() => plot.current?.setCandles(candles), [candles])
  return (
    <div
      ref={element}
      role="img"
      aria-label={`Candles of ${instrument.base}-${instrument.quote}`}
      className="h-[440px] w-full max-sm:h-[300px]"
    />
  )
}
