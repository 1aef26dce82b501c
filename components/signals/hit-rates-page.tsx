'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FOUND_ASK_MS, patternStatsQuery } from '#browser/queries/patterns.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { HitRatesTable } from './hit-rates-table.tsx'
import { EVERY_MARKET, MarketSelects, marketInput } from './market-selects.tsx'
import { SignalsTabs } from './signals-tabs.tsx'

/** How trades on patterns have turned out, by market, timeframe and kind. */
export function HitRatesPage() {
  const [filter, setFilter] = useState(EVERY_MARKET)
  const query = useQuery({
    ...patternStatsQuery(marketInput(filter)),
    refetchInterval: FOUND_ASK_MS,
  })
  return (
    <>
      <h1 className="sr-only">Hit rates</h1>
      <Panel
        title="Hit rates"
        aside={
          <div className="flex flex-wrap items-center gap-2 max-sm:w-full max-sm:pb-1">
            <SignalsTabs />
            <MarketSelects filter={filter} onChange={setFilter} />
          </div>
        }
      >
        <Loaded query={query} what="Hit rates" rows={12}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyFace text="No trade on a pattern is over yet. They are counted on closed candles, minute by minute." />
            ) : (
              <HitRatesTable stats={items} />
            )
          }
        </Loaded>
        <Definition />
      </Panel>
    </>
  )
}

function Definition() {
  return (
    <details className="border-t border-line text-label">
      <summary className="px-3 py-1.5 text-ink-faint">How they are counted</summary>
      <div className="flex max-w-180 flex-col gap-1 px-3 pb-2 text-ink-soft">
        <p>
          Each confirmed pattern is traded once on paper: entered at its entry where price first
          comes back, left at its stop or its target. The rate is hits / trades: a trade hits where
          the target comes before the stop.
        </p>
        <p>
          A candle that reaches both counts as stopped, and the candle of the entry can stop but not
          win. Only trades that are over count, so a rate tells what was known at the newest closed
          candle and nothing later; a signal keeps the rate of its own time.
        </p>
        <p>
          The interval is Wilson’s at 95 %. Below 30 trades nothing can be said: n/a. Fees and
          slippage are not in it.
        </p>
      </div>
    </details>
  )
}
