import type { scheduleHistory as endpoint } from '#api/datasets.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import { DAY_MS } from '#core/time/time.ts'
import { readDatasets } from '#store/datasets.ts'
import {
  isFetched,
  removeSchedule,
  requestFetchCancel,
  saveSchedule,
} from '#store/history-schedules.ts'
import type { Tx } from '#store/transaction.ts'
import type { Context } from '#usecases/context.ts'
import { notFound } from '#usecases/require-visible.ts'
import { refused } from '#usecases/research/asked-terms.ts'
import { nextTimeOf } from './cron.ts'
import { HISTORY_MS_MAX } from './missing-minutes.ts'

type ScheduleContext = Pick<Context, 'effect' | 'clock'>
type Scheduled = HandlerResult<typeof endpoint>

/**
 * Has a runner fetch what is missing of a venue's minutes since a time, now and whenever the cron text says. Replaces
 * what was scheduled before. A text or time that cannot be is refused by name.
 */
export function scheduleHistory(
  ctx: ScheduleContext,
  { datasetId, cron, fromAt }: HandlerInput<typeof endpoint>,
): Promise<Scheduled> {
  const now = ctx.clock.now()
  if (nextTimeOf(cron, now) === null) {
    throw refused('cron', `expected five fields such as "15 * * * *", found "${cron}"`)
  }
  if (fromAt > now) throw refused('fromAt', 'expected a time that has been')
  if (fromAt < now - HISTORY_MS_MAX) {
    throw refused('fromAt', `expected at most ${HISTORY_MS_MAX / DAY_MS} days ago`)
  }
  return ctx.effect(auditOf('schedule', datasetId, { cron, fromAt }), async (tx) => {
    await requireDataset(tx, datasetId)
    if (!(await isFetched(tx, datasetId))) {
      throw refused('datasetId', "expected a venue's own minutes: no others can be fetched")
    }
    await saveSchedule(tx, { datasetId, cron, fromAt, dueAt: now })
    return requireDataset(tx, datasetId)
  })
}

/** Fetches a dataset no more. What was fetched stays. Safe to repeat. */
export function unscheduleHistory(
  ctx: ScheduleContext,
  { datasetId }: { readonly datasetId: number },
): Promise<Scheduled> {
  return ctx.effect(auditOf('unschedule', datasetId, {}), async (tx) => {
    await removeSchedule(tx, datasetId)
    return requireDataset(tx, datasetId)
  })
}

/** Ends the fetch that is under way, if there is one; what was fetched stays. Safe to repeat. */
export function cancelHistoryFetch(
  ctx: ScheduleContext,
  { datasetId }: { readonly datasetId: number },
): Promise<Scheduled> {
  return ctx.effect(auditOf('cancelFetch', datasetId, {}), async (tx) => {
    await requestFetchCancel(tx, { datasetId, at: ctx.clock.now() })
    return requireDataset(tx, datasetId)
  })
}

async function requireDataset(tx: Tx, datasetId: number): Promise<Scheduled> {
  const [dataset] = await readDatasets(tx, datasetId)
  if (dataset === undefined) throw notFound()
  return dataset
}

function auditOf(action: string, datasetId: number, data: Readonly<Record<string, unknown>>) {
  const audit = () => ({
    action: `dataset.${action}`,
    targetKind: 'dataset',
    targetId: String(datasetId),
    data,
  })
  return { audit }
}
