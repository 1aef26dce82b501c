'use client'
import { useQuery } from '@tanstack/react-query'
import type { ResearchRunView } from '#api/codecs/research.ts'
import type { ResearchResultView } from '#api/codecs/research-result.ts'
import { cancelResearchRun, getResearchRun, listResearchRuns } from '#api/research.ts'
import { researchRunQuery } from '#browser/queries/research.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { InstrumentLink } from '#components/ui/instrument-link.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { ProgressLine } from '#components/ui/progress-line.tsx'
import { Time } from '#components/ui/time.tsx'
import { BacktestResult } from './backtest-result.tsx'
import { RUNNING_ASK_MS } from './research-page.tsx'
import { ResearchTabs } from './research-tabs.tsx'
import { numberText } from './research-words.ts'
import { RunState } from './run-state.tsx'
import { parametersText } from './runs-table.tsx'
import { SweepResult } from './sweep-result.tsx'

const PERCENT = 100
const KIND_WORDS: Readonly<Record<ResearchRunView['kind'], string>> = {
  BACKTEST: 'Backtest',
  SWEEP: 'Sweep',
}

/** One run: what was asked, how far it is, and its result with all that it rests on. */
export function RunPage({ runId }: { readonly runId: string }) {
  const query = useQuery({
    ...researchRunQuery(runId),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isUnderWay(state.data.run) ? RUNNING_ASK_MS : false,
  })
  return (
    <div className="flex flex-col gap-3">
      <h1 className="sr-only">Run</h1>
      <Loaded query={query} what="The run" rows={12}>
        {({ run, result }) => (
          <>
            <Asked run={run} result={result} />
            {result === null ? null : <Result run={run} result={result} />}
          </>
        )}
      </Loaded>
    </div>
  )
}

function Result({ run, result }: ResultProps) {
  return result.kind === 'BACKTEST' ? (
    <BacktestResult run={run} result={result} />
  ) : (
    <SweepResult run={run} result={result} />
  )
}

type ResultProps = { readonly run: ResearchRunView; readonly result: ResearchResultView }

function isUnderWay({ state }: ResearchRunView): boolean {
  return state === 'QUEUED' || state === 'RUNNING'
}

type AskedProps = { readonly run: ResearchRunView; readonly result: ResearchResultView | null }

function Asked({ run, result }: AskedProps) {
  return (
    <Panel
      title={`${KIND_WORDS[run.kind]} of ${run.strategy}`}
      aside={
        <div className="flex flex-wrap items-center gap-3">
          <ResearchTabs />
          <RunState run={run} />
          <CancelRun run={run} />
        </div>
      }
    >
      {isUnderWay(run) ? (
        <div className="px-3 py-2">
          <ProgressLine
            label="Percent played"
            done={Math.floor(run.progress * PERCENT)}
            total={PERCENT}
          />
        </div>
      ) : null}
      {run.failure === null ? null : (
        <p role="alert" className="px-3 py-2 text-stop">
          {run.failure}
        </p>
      )}
      <Facts>
        <Fact label="Market">
          <InstrumentLink instrumentId={run.instrumentId} /> {run.timeframe}, {run.source}
        </Fact>
        <Fact label="Parameters">{parametersText(run) || 'none'}</Fact>
        <Fact label="Time">
          {result === null ? (
            'as asked'
          ) : (
            <>
              <Time at={result.firstAt} /> to <Time at={result.lastAt} />
              <span className="text-ink-faint">{numberText(result.bars, 0)} bars</span>
            </>
          )}
        </Fact>
        <Fact label="Asked">
          <Time at={run.createdAt} />
        </Fact>
      </Facts>
    </Panel>
  )
}

function CancelRun({ run }: { readonly run: ResearchRunView }) {
  const { mutate, isPending, error } = useAct(cancelResearchRun, [getResearchRun, listResearchRuns])
  if (!useMay('research:run') || !isUnderWay(run)) return null
  return (
    <>
      <Button onClick={() => mutate({ runId: run.id })} disabled={isPending}>
        Cancel
      </Button>
      <Problem error={error} />
    </>
  )
}
