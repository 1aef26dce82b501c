'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { FOUND_ASK_MS, signalsPagesQuery } from '#browser/queries/patterns.ts'
import { LoadedPages } from '#components/ui/loaded-pages.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { EVERY_SIGNAL, SignalsFilters, signalsInput } from './signals-filter.tsx'
import { SignalsTable } from './signals-table.tsx'
import { SignalsTabs } from './signals-tabs.tsx'

/** What closed candles made known on every market, newest first; asked for again as candles close. */
export function SignalsPage() {
  const [filter, setFilter] = useState(EVERY_SIGNAL)
  const query = useInfiniteQuery({
    ...signalsPagesQuery(signalsInput(filter)),
    refetchInterval: FOUND_ASK_MS,
  })
  return (
    <>
      <h1 className="sr-only">Signals</h1>
      <Panel
        title="Signals"
        aside={
          <div className="flex flex-wrap items-center gap-2 max-sm:w-full max-sm:pb-1">
            <SignalsTabs />
            <SignalsFilters filter={filter} onChange={setFilter} />
          </div>
        }
      >
        <LoadedPages
          query={query}
          what="Signals"
          rows={12}
          empty="No such signal yet. They are found on closed candles of every market, minute by minute."
        >
          {(signals) => <SignalsTable signals={signals} />}
        </LoadedPages>
        <p className="border-t border-line px-3 py-1.5 text-label text-ink-faint">
          A signal is a scored reason to look, as it was known at its time; never an order. Hit
          rates count only what was over by then. The newest 1,000 of each market are kept.
        </p>
      </Panel>
    </>
  )
}
