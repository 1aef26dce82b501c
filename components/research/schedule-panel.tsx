'use client'
import type { DatasetView, HistoryScheduleView } from '#api/codecs/datasets.ts'
import {
  cancelHistoryFetch,
  getDataset,
  listDatasets,
  scheduleHistory,
  unscheduleHistory,
} from '#api/datasets.ts'
import { useAct } from '#browser/use-act.ts'
import { useMay } from '#browser/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { Fact, Facts } from '#components/ui/facts.tsx'
import { Field } from '#components/ui/field.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { Panel } from '#components/ui/panel.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { ProgressLine } from '#components/ui/progress-line.tsx'
import { Time } from '#components/ui/time.tsx'
import { DAY_MS, unixMsOf } from '#core/time/time.ts'
import { numberText } from './research-words.ts'

const PERCENT = 100
const USUAL_CRON = '15 * * * *'
const USUAL_DAYS = 365
const DAY_TEXT = 'YYYY-MM-DD'.length
const CHANGED = [getDataset, listDatasets]

const OUTCOMES: Readonly<Record<NonNullable<HistoryScheduleView['last']>['outcome'], string>> = {
  DONE: 'whole',
  CANCELED: 'canceled',
  FAILED: 'failed: the venue did not answer, or the log of the runner says why',
}

type DatasetProps = { readonly dataset: DatasetView }

/** When a venue's minutes are fetched, how that goes, and the form that changes it. */
export function SchedulePanel({ dataset }: DatasetProps) {
  const mayChange = useMay('research:run')
  const { schedule } = dataset
  return (
    <Panel title="Fetching of history">
      {schedule === null ? (
        <p className="px-3 py-2 text-ink-soft">No history is fetched by a schedule.</p>
      ) : (
        <ScheduleFacts schedule={schedule} />
      )}
      {mayChange ? <ScheduleForm dataset={dataset} /> : null}
    </Panel>
  )
}

function ScheduleFacts({ schedule }: { readonly schedule: HistoryScheduleView }) {
  const { cron, fromAt, dueAt, progress, last } = schedule
  return (
    <>
      {progress === null ? null : (
        <div className="px-3 py-2">
          <ProgressLine
            label={schedule.isCanceling ? 'Ending' : 'Percent fetched'}
            done={Math.floor(progress * PERCENT)}
            total={PERCENT}
          />
        </div>
      )}
      <Facts>
        <Fact label="When, UTC">
          <span className="figure">{cron}</span>
        </Fact>
        <Fact label="Since">
          <Time at={fromAt} />
        </Fact>
        <Fact label="Next">{progress === null ? <Time at={dueAt} /> : 'now'}</Fact>
        <Fact label="Last">
          {last === null ? (
            'not yet'
          ) : (
            <>
              <Time at={last.endedAt} /> {numberText(last.fetched, 0)} candles,{' '}
              {OUTCOMES[last.outcome]}
            </>
          )}
        </Fact>
      </Facts>
    </>
  )
}

function ScheduleForm({ dataset: { datasetId, schedule, lastAt } }: DatasetProps) {
  const save = useAct(scheduleHistory, CHANGED)
  const remove = useAct(unscheduleHistory, CHANGED)
  const cancel = useAct(cancelHistoryFetch, CHANGED)
  const isPending = save.isPending || remove.isPending || cancel.isPending
  const params = { datasetId }
  return (
    <form
      className="flex flex-wrap items-end gap-3 border-line border-t px-3 py-3"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        const fromAt = unixMsOf(Date.parse(textOf(form, 'from')))
        save.mutate({ ...params, cron: textOf(form, 'cron'), fromAt })
      }}
    >
      <Field
        label="Cron, UTC"
        name="cron"
        required
        defaultValue={schedule?.cron ?? USUAL_CRON}
        hint="Minute, hour, day, month, weekday."
      />
      <Field
        label="Since"
        name="from"
        type="date"
        required
        defaultValue={dayText(schedule?.fromAt ?? (lastAt ?? 0) - USUAL_DAYS * DAY_MS)}
        hint="What is missing since this day is fetched at once."
      />
      <Button type="submit" tone="primary" disabled={isPending}>
        {schedule === null ? 'Fetch and schedule' : 'Save and fetch now'}
      </Button>
      {schedule === null ? null : (
        <Button disabled={isPending} onClick={() => remove.mutate(params)}>
          Fetch no more
        </Button>
      )}
      {schedule === null || schedule.progress === null ? null : (
        <Button disabled={isPending || schedule.isCanceling} onClick={() => cancel.mutate(params)}>
          Cancel
        </Button>
      )}
      <Problem error={save.error ?? remove.error ?? cancel.error} />
    </form>
  )
}

function dayText(at: number): string {
  return new Date(Math.max(0, at)).toISOString().slice(0, DAY_TEXT)
}
