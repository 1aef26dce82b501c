'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { researchRunsPagesQuery } from '#browser/queries/research.ts'
import { LoadedPages } from '#components/ui/loaded-pages.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { NewRun } from './new-run.tsx'
import { ResearchTabs } from './research-tabs.tsx'
import { RunsTable } from './runs-table.tsx'

/** While something runs, its progress is asked for so often. */
export const RUNNING_ASK_MS = 1_000

/** The firm's backtests, the newest first, and the way to a new one. */
export function ResearchPage() {
  const query = useInfiniteQuery({
    ...researchRunsPagesQuery(),
    refetchInterval: ({ state }) => {
      const runs = state.data?.pages.flatMap(({ items }) => items) ?? []
      const isRunning = runs.some((run) => run.state === 'QUEUED' || run.state === 'RUNNING')
      return isRunning ? RUNNING_ASK_MS : false
    },
  })
  return (
    <>
      <h1 className="sr-only">Research</h1>
      <Panel
        title="Backtests"
        aside={
          <div className="flex flex-wrap items-center gap-3">
            <ResearchTabs />
            <NewRun />
          </div>
        }
      >
        <LoadedPages
          query={query}
          what="Backtests"
          rows={8}
          empty="No backtest yet. A new one runs a strategy over the candles that the desk keeps."
        >
          {(runs) => <RunsTable runs={runs} />}
        </LoadedPages>
      </Panel>
    </>
  )
}
