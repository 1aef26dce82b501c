'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useMemo } from 'react'
import type { CallResult } from '#api/endpoint.ts'
import type { getResearchRun } from '#api/research.ts'
import { researchRunQuery } from '#browser/queries/research.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { type Compared, comparedCurve } from './compare-runs.ts'
import { ComparedMetrics, Differences } from './compared-tables.tsx'
import { ResearchTabs } from './research-tabs.tsx'
import { parametersText, runPath } from './runs-table.tsx'

const EquityPlot = dynamic(
  () => import('#components/ui/equity-plot.tsx').then((plot) => plot.EquityPlot),
  { ssr: false, loading: () => <div className="h-56" /> },
)

/** Two backtests side by side: what differs in what was asked, their curves and their figures. */
export function ComparePage({ a, b }: { readonly a: string; readonly b: string }) {
  const queryA = useQuery(researchRunQuery(a))
  const queryB = useQuery(researchRunQuery(b))
  return (
    <div className="flex flex-col gap-3">
      <h1 className="sr-only">Compare backtests</h1>
      <Loaded query={queryA} what="The first backtest" rows={8}>
        {(first) => (
          <Loaded query={queryB} what="The second backtest" rows={8}>
            {(second) => <Comparison a={comparedOf(first)} b={comparedOf(second)} />}
          </Loaded>
        )}
      </Loaded>
    </div>
  )
}

function comparedOf({ run, result }: CallResult<typeof getResearchRun>): Compared | null {
  return result?.kind === 'BACKTEST' ? { run, result } : null
}

type Props = { readonly a: Compared | null; readonly b: Compared | null }

function Comparison({ a, b }: Props) {
  if (a === null || b === null) {
    return (
      <Panel title="Compare" aside={<ResearchTabs />}>
        <EmptyFace text="Only backtests that are done can be compared." />
      </Panel>
    )
  }
  return (
    <>
      <Panel title="Compare" aside={<ResearchTabs />}>
        <Facts>
          <Fact label="A, the solid line">
            <RunLink of={a} />
          </Fact>
          <Fact label="B, the dashed line">
            <RunLink of={b} />
          </Fact>
        </Facts>
      </Panel>
      <Panel title="Both from 100, over drawdown">
        <Curves a={a} b={b} />
      </Panel>
      <Differences a={a} b={b} />
      <ComparedMetrics a={a} b={b} />
    </>
  )
}

function RunLink({ of: { run } }: { readonly of: Compared }) {
  return (
    <Link href={runPath(run.id)} prefetch={false} className="hover:underline">
      {run.strategy}, {run.instrumentId} {run.timeframe}, {parametersText(run) || 'no parameters'}
    </Link>
  )
}

function Curves({ a, b }: { readonly a: Compared; readonly b: Compared }) {
  const curve = useMemo(() => comparedCurve(a, b), [a, b])
  return <EquityPlot curve={curve} />
}
