import { aggregateBars } from '#core/market/aggregate-bars.ts'
import { BAR_COLUMNS, type Bars } from '#core/market/bars.ts'
import { TIMEFRAMES, type Timeframe, timeframeMs } from '#core/market/candle.ts'
import { floorTo, type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import { ensureDataset } from '#store/candles.ts'
import type { Database } from '#store/database.ts'
import { readDatasetBars, storeBars } from '#store/dataset-candles.ts'
import { lockDataset } from '#store/datasets.ts'
import { dropMinutes, type OldMinutes, readOldMinutes } from '#store/old-minutes.ts'
import type { Tx } from '#store/transaction.ts'

/** Minutes of one transaction: some ten thousand. */
const STEP_MS = 7 * timeframeMs['1d']
const LONGER = TIMEFRAMES.filter((timeframe) => timeframe !== '1m')

type KeepContext = {
  readonly database: Database
  readonly clock: Clock
  readonly log: Pick<Log, 'info' | 'warn'>
}

/**
 * Drops the minutes that are older than their datasets are kept, oldest first, and keeps the bars that are made of
 * them as datasets of their own: stored, read again and found equal in the transaction that drops. Where a result
 * refers to a dataset, or other bars are stored than those its minutes make, all stays. Safe to repeat and to run
 * twice at once. Answers how many minutes were dropped.
 */
export async function dropOldMinutes(ctx: KeepContext, signal: AbortSignal): Promise<number> {
  const now = ctx.clock.now()
  const old = await ctx.database.unscoped((tx) => readOldMinutes(tx, { now }))
  let dropped = 0
  for (const dataset of old.filter(({ hasResults }) => !hasResults)) {
    if (signal.aborted) break
    dropped += await dropOf(ctx, dataset, signal)
  }
  return dropped
}

async function dropOf(ctx: KeepContext, dataset: OldMinutes, signal: AbortSignal): Promise<number> {
  const { datasetId, instrumentId } = dataset
  let dropped = 0
  let isOver = false
  while (!isOver && !signal.aborted) {
    const step = await ctx.database.unscoped((tx) => dropStep(tx, datasetId, ctx.clock.now()))
    if (step.kind === 'differs') {
      const { timeframe } = step
      ctx.log.warn({ datasetId, instrumentId, timeframe }, 'old minutes stay: their bars differ')
    }
    if (step.kind === 'dropped') dropped += step.minutes
    else isOver = true
  }
  if (dropped > 0) ctx.log.info({ datasetId, instrumentId, dropped }, 'old minutes were dropped')
  return dropped
}

type Step =
  | { readonly kind: 'dropped'; readonly minutes: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'differs'; readonly timeframe: Timeframe }

/** What is oldest, if it still is too old now that nobody else changes the dataset. */
async function dropStep(tx: Tx, datasetId: number, now: UnixMs): Promise<Step> {
  await lockDataset(tx, datasetId)
  const [old] = await readOldMinutes(tx, { now, datasetId })
  if (old === undefined || old.hasResults) return { kind: 'done' }
  const from = floorTo(old.firstAt, timeframeMs['1d'])
  const span = { from, to: unixMsOf(Math.min(from + STEP_MS, old.untilAt)) }
  const minutes = await readDatasetBars(tx, { datasetId, timeframeMs: timeframeMs['1m'], ...span })
  for (const timeframe of LONGER) {
    const made = aggregateBars(minutes, timeframeMs[timeframe])
    if (!(await keepLonger(tx, { ...old, ...span, timeframe, made }))) {
      return { kind: 'differs', timeframe }
    }
  }
  return { kind: 'dropped', minutes: await dropMinutes(tx, { datasetId, ...span, at: now }) }
}

type Longer = Pick<OldMinutes, 'instrumentId' | 'source'> & {
  readonly from: UnixMs
  readonly to: UnixMs
  readonly timeframe: Timeframe
  readonly made: Bars
}

/** Stores the bars where there are none yet. Says whether those that are then stored are these. */
async function keepLonger(tx: Tx, { from, to, made, ...series }: Longer): Promise<boolean> {
  const datasetId = await ensureDataset(tx, series)
  await lockDataset(tx, datasetId)
  const wish = { datasetId, timeframeMs: made.timeframeMs, from, to }
  const stored = await readDatasetBars(tx, wish)
  if (stored.length > 0) return areEqual(stored, made)
  await storeBars(tx, { datasetId, bars: made, areNew: true })
  return areEqual(await readDatasetBars(tx, wish), made)
}

/** To the last bit. */
function areEqual(a: Bars, b: Bars): boolean {
  if (a.length !== b.length) return false
  return BAR_COLUMNS.every((name) => a[name].every((value, i) => Object.is(value, b[name][i])))
}
