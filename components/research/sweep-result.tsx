'use client'
import { useRouter } from 'next/navigation'
import { useCallback, useMemo, useState } from 'react'
import type { ResearchRunView } from '#api/codecs/research.ts'
import type { SweepPointView, SweepResultView } from '#api/codecs/research-result.ts'
import { listResearchRuns, startBacktest } from '#api/research.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { Select } from '#components/ui/field.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { HeatMap } from './heat-map.tsx'
import { MapAxes } from './map-axes.tsx'
import { numberText } from './research-words.ts'
import { runPath } from './runs-table.tsx'
import { bestPoints, FIGURE_WORDS, firstView, MAP_FIGURES, sweepMapOf } from './sweep-map.ts'
import { SweepPointsTable } from './sweep-points-table.tsx'
import { TrialsWarning } from './trials-warning.tsx'

const BEST_SHOWN = 10

type Props = { readonly run: ResearchRunView; readonly result: SweepResultView }

/** The result of a sweep: what to doubt, the map of two parameters, and the best combinations. */
export function SweepResult({ run, result }: Props) {
  const { swept, points, best, refused } = result
  const [figure, setFigure] = useState<(typeof MAP_FIGURES)[number]>('returned')
  const [view, setView] = useState(() => firstView(result))
  const map = useMemo(() => sweepMapOf(result, view), [result, view])
  const shown = useMemo(() => bestPoints(result, figure, BEST_SHOWN), [result, figure])
  const { open, error } = useOpenPoint(run, swept)
  return (
    <>
      <TrialsWarning result={result} />
      <Panel
        title="Every combination"
        aside={
          <span className="text-label text-ink-faint">
            {numberText(points.length, 0)} tried, {numberText(refused, 0)} that the strategy does
            not take
          </span>
        }
      >
        <div className="flex flex-wrap gap-3 px-3 py-2">
          <Select
            label="Figure"
            value={figure}
            onChange={({ currentTarget: { value } }) =>
              setFigure(MAP_FIGURES.find((each) => each === value) ?? 'returned')
            }
          >
            {MAP_FIGURES.map((each) => (
              <option key={each} value={each}>
                {FIGURE_WORDS[each]}
              </option>
            ))}
          </Select>
          <MapAxes result={result} view={view} onChange={setView} />
        </div>
        <Problem error={error} />
        <HeatMap
          map={map}
          points={points}
          figure={figure}
          x={swept[view.x] ?? ''}
          y={view.y === null ? null : (swept[view.y] ?? '')}
          best={best}
          onOpen={open}
        />
        <p className="px-3 py-1.5 text-label text-ink-faint">
          Framed: the highest Sharpe ratio. Arrow keys go from cell to cell; a press runs that
          backtest.
        </p>
      </Panel>
      <Panel title={`Best by ${FIGURE_WORDS[figure].toLowerCase()}`}>
        <SweepPointsTable swept={swept} points={shown} onOpen={open} />
      </Panel>
    </>
  )
}

/** Runs the backtest of one combination on the terms of the sweep, and leads to it; nothing for who may not run any. */
function useOpenPoint(run: ResearchRunView, swept: readonly string[]) {
  const router = useRouter()
  const mayRun = useMay('research:run')
  const { mutate, isPending, error } = useAct(startBacktest, [listResearchRuns])
  const open = useCallback(
    ({ values }: SweepPointView) => {
      if (isPending || !mayRun) return
      const { strategy, datasetId, timeframe, fromAt, toAt, assumptions } = run
      const chosen = Object.fromEntries(swept.map((name, place) => [name, values[place] ?? 0]))
      const parameters = { ...run.parameters, ...chosen }
      const span = { ...(fromAt === null ? {} : { fromAt }), ...(toAt === null ? {} : { toAt }) }
      mutate(
        { strategy, parameters, datasetId, timeframe, ...span, assumptions },
        { onSuccess: ({ id }) => router.push(runPath(id)) },
      )
    },
    [run, swept, mutate, isPending, mayRun, router],
  )
  return { open, error }
}
