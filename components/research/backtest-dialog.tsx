'use client'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import type { DatasetView } from '#api/codecs/datasets.ts'
import type { StrategyView } from '#api/codecs/research.ts'
import { listResearchRuns, startBacktest } from '#api/research.ts'
import { datasetsQuery, strategiesQuery } from '#browser/queries/research.ts'
import { useAct } from '#browser/use-act.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Select } from '#components/ui/field.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { TIMEFRAMES, timeframeMs } from '#core/market/candle.ts'
import { AssumptionFields } from './assumption-fields.tsx'
import { backtestOf } from './backtest-form.ts'
import { ParameterFields } from './parameter-fields.tsx'
import { runPath } from './runs-table.tsx'

/** Asks what is to be run, on which candles and under which assumptions, and leads to the run. */
export function BacktestDialog({ onClose }: { onClose(): void }) {
  const strategies = useQuery(strategiesQuery())
  const datasets = useQuery(datasetsQuery())
  return (
    <Dialog
      title="New backtest"
      description="Signals at a bar’s close are filled at the next open; within a bar the stop comes before the target."
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Loaded query={strategies} what="Strategies">
        {(known) => (
          <Loaded query={datasets} what="Datasets">
            {({ items }) =>
              items.length === 0 ? (
                <EmptyFace text="There are no candles yet. The runner keeps those of every market by itself." />
              ) : (
                <BacktestForm strategies={known.items} datasets={items} />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Dialog>
  )
}

function BacktestForm({
  strategies,
  datasets,
}: {
  readonly strategies: readonly StrategyView[]
  readonly datasets: readonly DatasetView[]
}) {
  const router = useRouter()
  const [name, setName] = useState(strategies[0]?.name)
  const [datasetId, setDatasetId] = useState(datasets[0]?.datasetId)
  const { mutate, isPending, error } = useAct(startBacktest, [listResearchRuns])
  const strategy = strategies.find((each) => each.name === name)
  const dataset = datasets.find((each) => each.datasetId === datasetId)
  if (strategy === undefined || dataset === undefined) return null
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const input = backtestOf(new FormData(event.currentTarget), { strategy, dataset })
    mutate(input, { onSuccess: ({ id }) => router.push(runPath(id)) })
  }
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-3">
      <Select
        label="Strategy"
        name="strategy"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        hint={strategy.summary}
      >
        {strategies.map((each) => (
          <option key={each.name} value={each.name}>
            {each.title}
          </option>
        ))}
      </Select>
      <div className="grid grid-cols-2 gap-3">
        <Select
          label="Candles"
          name="dataset"
          value={datasetId}
          onChange={(event) => setDatasetId(Number(event.currentTarget.value))}
          hint={dataset.quality?.isFaulty ? 'Something is wrong with these: see Datasets.' : null}
        >
          {datasets.map((each) => (
            <option key={each.datasetId} value={each.datasetId}>
              {each.instrumentId}, {each.timeframe}, {each.source}
            </option>
          ))}
        </Select>
        <Select label="Timeframe" name="timeframe" key={datasetId} defaultValue="15m">
          {TIMEFRAMES.filter((each) => timeframeMs[each] >= timeframeMs[dataset.timeframe]).map(
            (each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ),
          )}
        </Select>
      </div>
      <ParameterFields key={name} parameters={strategy.parameters} />
      <AssumptionFields />
      <Problem error={error} />
      <Button type="submit" tone="primary" disabled={isPending}>
        Run backtest
      </Button>
    </form>
  )
}
