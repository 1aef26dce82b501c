'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { BacktestResultView, ResearchRunView } from '#api/codecs/research.ts'
import { Button } from '#components/ui/button.tsx'
import { CompareChoice } from './compare-choice.tsx'
import { RunResult } from './run-result.tsx'

const ReplayPanel = dynamic(() => import('./replay-panel.tsx').then((panel) => panel.ReplayPanel), {
  ssr: false,
  loading: () => <div className="h-96" />,
})

type Props = { readonly run: ResearchRunView; readonly result: BacktestResultView }

/** The result of a backtest, or its replay alone: who replays it sees nothing that was not known yet. */
export function BacktestResult({ run, result }: Props) {
  const [replayedFrom, setReplayedFrom] = useState<number | null>(null)
  if (replayedFrom !== null) {
    const close = () => setReplayedFrom(null)
    return <ReplayPanel run={run} result={result} fromAt={replayedFrom} onClose={close} />
  }
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <Button onClick={() => setReplayedFrom(result.firstAt)}>Replay bar by bar</Button>
        <div className="max-w-md">
          <CompareChoice run={run} />
        </div>
      </div>
      <RunResult run={run} result={result} onReplay={setReplayedFrom} />
    </>
  )
}
