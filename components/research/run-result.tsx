'use client'
import dynamic from 'next/dynamic'
import { useMemo } from 'react'
import type { BacktestResultView, ResearchRunView } from '#api/codecs/research.ts'
import type { EquityCurve } from '#components/ui/draw-equity.ts'
import { Panel } from '#components/ui/panel.tsx'
import { AssumptionsPanel } from './assumptions-panel.tsx'
import { AttributionTable } from './attribution-table.tsx'
import { MetricsPanel } from './metrics-panel.tsx'
import { MonthMap } from './month-map.tsx'
import { TradesTable } from './trades-table.tsx'

const EquityPlot = dynamic(
  () => import('#components/ui/equity-plot.tsx').then((plot) => plot.EquityPlot),
  { ssr: false, loading: () => <div className="h-56" /> },
)

/** The result of a backtest, the curve first and what it rests on last. */
export function RunResult({
  run,
  result,
  onReplay,
}: {
  readonly run: ResearchRunView
  readonly result: BacktestResultView
  /** Shows the run as it stood when the bar of that time had closed. */
  onReplay(at: number): void
}) {
  const curve = useMemo(() => curveOf(result, run.assumptions.cash), [result, run])
  return (
    <>
      {result.doubts.length + result.taint.length === 0 ? null : <Doubts result={result} />}
      <Panel title="Equity over drawdown">
        <EquityPlot curve={curve} />
      </Panel>
      <MetricsPanel metrics={result.metrics} />
      <div className="grid gap-3 lg:grid-cols-2">
        <MonthMap months={result.months} />
        <AttributionTable parts={result.attribution} />
      </div>
      <TradesTable instrumentId={run.instrumentId} result={result} onReplay={onReplay} />
      <AssumptionsPanel run={run} result={result} />
    </>
  )
}

function curveOf({ equity }: BacktestResultView, cash: number): EquityCurve {
  return equity.map((point) => ({ ...point, baseline: cash }))
}

/** What a reader must know before believing any figure below. */
function Doubts({ result: { doubts, taint } }: { readonly result: BacktestResultView }) {
  return (
    <Panel title="Before you believe it">
      <ul className="list-disc py-2 pr-3 pl-7 text-attention">
        {[...doubts, ...taint.map(({ text }) => text)].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Panel>
  )
}
