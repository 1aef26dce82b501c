'use client'
import dynamic from 'next/dynamic'
import { useCallback, useState } from 'react'
import type { ScopeChoice } from '#browser/scope.ts'
import { classNames } from '#components/ui/class-names.ts'
import { SkeletonRows } from '#components/ui/faces.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { Timeframe } from '#core/market/candle.ts'
import type { Instrument } from '#core/market/instrument.ts'

const SKELETON_ROWS = 14

/** The canvas and its tools come after the page: it is read and traded from before they are there. */
const ChartView = dynamic(() => import('./chart-view.tsx').then((module) => module.ChartView), {
  ssr: false,
  loading: () => <SkeletonRows rows={SKELETON_ROWS} />,
})

/** A market's chart. Its timeframe lives in the address; `className` gives it its height. */
export function MarketChart({
  instrument,
  timeframe: first,
  scope,
  className,
}: {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly scope: ScopeChoice
  readonly className?: string
}) {
  const [timeframe, setTimeframe] = useState(first)
  const choose = useCallback((chosen: Timeframe) => {
    setTimeframe(chosen)
    const url = new URL(location.href)
    url.searchParams.set('timeframe', chosen)
    history.replaceState(history.state, '', url)
  }, [])
  return (
    <Panel
      title={`${instrument.base}-${instrument.quote}`}
      className={classNames(
        'flex min-w-0 flex-col',
        className ?? 'h-[560px] max-sm:h-[500px] lg:h-full',
      )}
    >
      <ChartView instrument={instrument} timeframe={timeframe} scope={scope} onTimeframe={choose} />
      <p className="border-t border-line px-3 py-1 text-[11px] leading-4 text-ink-faint">
        Chart by{' '}
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
