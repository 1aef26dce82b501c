'use client'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { DatasetView } from '#api/codecs/datasets.ts'
import type { StrategyView } from '#api/codecs/research.ts'
import { datasetsQuery, strategiesQuery } from '#browser/queries/research.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { EmptyFace } from '#components/ui/faces.tsx'
import { Select } from '#components/ui/field.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { TIMEFRAMES, timeframeMs } from '#core/market/candle.ts'
import { AssumptionFields } from './assumption-fields.tsx'

/** What was chosen beside the fields of the form. */
export type ChosenRun = { readonly strategy: StrategyView; readonly dataset: DatasetView }

type FormProps = {
  /** What the button says. */
  readonly act: string
  /** The fields of a strategy's parameters. */
  fields(strategy: StrategyView): ReactNode
  readonly isPending: boolean
  readonly error: Error | null
  onSubmit(form: FormData, chosen: ChosenRun): void
}

type Props = FormProps & {
  readonly title: string
  readonly description: string
  onClose(): void
}

/** Asks what is to be run, on which candles and under which assumptions. */
export function RunDialog({ title, description, onClose, ...form }: Props) {
  const strategies = useQuery(strategiesQuery())
  const datasets = useQuery(datasetsQuery())
  return (
    <Dialog
      title={title}
      description={description}
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
                <RunForm {...form} strategies={known.items} datasets={items} />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Dialog>
  )
}

function RunForm({
  act,
  fields,
  isPending,
  error,
  onSubmit,
  strategies,
  datasets,
}: FormProps & {
  readonly strategies: readonly StrategyView[]
  readonly datasets: readonly DatasetView[]
}) {
  const [name, setName] = useState(strategies[0]?.name)
  const [datasetId, setDatasetId] = useState(datasets[0]?.datasetId)
  const strategy = strategies.find((each) => each.name === name)
  const dataset = datasets.find((each) => each.datasetId === datasetId)
  if (strategy === undefined || dataset === undefined) return null
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    onSubmit(new FormData(event.currentTarget), { strategy, dataset })
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
      {fields(strategy)}
      <AssumptionFields />
      <Problem error={error} />
      <Button type="submit" tone="primary" disabled={isPending}>
        {act}
      </Button>
    </form>
  )
}
