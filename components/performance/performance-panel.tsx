'use client'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { usePathname, useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import {
  PERFORMANCE_RANGES,
  type PerformanceRange,
  type PerformanceView,
} from '#api/codecs/performance.ts'
import { performanceQuery } from '#browser/queries/performance.ts'
import { type ScopeChoice, scopeInput } from '#browser/scope.ts'
import type { EquityCurve } from '#components/ui/draw-equity.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { type Amount, toNumber } from '#core/money/money.ts'
import { PerformanceFigures } from './performance-figures.tsx'
import { PerformanceTable } from './performance-table.tsx'
import { rangeOf } from './range-of.ts'

/** The desk writes a point every minute. */
const ASK_EVERY_MS = 60_000
const POINTS_MIN = 2

const EquityPlot = dynamic(
  () => import('#components/ui/equity-plot.tsx').then((plot) => plot.EquityPlot),
  {
    ssr: false,
    loading: () => <div className="h-56" />,
  },
)

/** How it did: what was made, its return and its drawdown, with equity drawn over how far it stood below its peak. */
export function PerformancePanel({
  scope,
  title = 'How it did',
}: {
  readonly scope: ScopeChoice
  readonly title?: string
}) {
  const range = rangeOf(useSearchParams().get('range'))
  const query = useQuery({
    ...performanceQuery({ ...scopeInput(scope), range }),
    refetchInterval: ASK_EVERY_MS,
  })
  return (
    <Panel title={title} aside={<Ranges range={range} />}>
      <Loaded query={query} what="Performance" rows={6}>
        {(performance) => (
          <>
            <PerformanceFigures performance={performance} />
            {performance.points.length < POINTS_MIN ? (
              <EmptyFace text="The curve begins when there are two minutes of it." />
            ) : (
              <>
                <Curve performance={performance} />
                <PerformanceTable performance={performance} />
              </>
            )}
          </>
        )}
      </Loaded>
    </Panel>
  )
}

function Curve({ performance }: { readonly performance: PerformanceView }) {
  const curve = useMemo(() => curveOf(performance), [performance])
  return <EquityPlot curve={curve} />
}

/** Only pixels are floats: what is written is in the figures and the table. */
function curveOf({ points }: PerformanceView): EquityCurve {
  return points.map(({ at, equity, netDeposits, drawdown }) => ({
    at,
    equity: numberOf(equity),
    baseline: numberOf(netDeposits),
    drawdown: numberOf(drawdown),
  }))
}

function numberOf(value: Amount | null): number | null {
  return value === null ? null : toNumber(value)
}

function Ranges({ range }: { readonly range: PerformanceRange }) {
  const path = usePathname()
  const search = useSearchParams()
  const tabs = PERFORMANCE_RANGES.map((each) => {
    const params = new URLSearchParams(search)
    params.set('range', each)
    return { label: each, href: `${path}?${params}`, isCurrent: each === range }
  })
  return <LinkTabs label="How long" tabs={tabs} />
}
