import { afterAll, expect, test } from 'vitest'
import { assert } from '#core/assert.ts'
import { unixMsOf } from '#core/time/time.ts'
import { playInThreads } from '#runtime/research/research-thread.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { ensureDataset } from '#store/candles.ts'
import { storeBars } from '#store/dataset-candles.ts'
import { claimResearchRun, RUNNER_SILENT_MS } from '#store/research-queue.ts'
import { createFirm } from '#test/builders/firm.ts'
import { createInstrument } from '#test/builders/market.ts'
import { testDatabase } from '#test/database.ts'
import { priceWalk } from '#test/price-walk.ts'
import { silentLog } from '#test/silent-log.ts'
import { memberContext, signedIn, testWebHouse } from '#test/web-house.ts'
import { cancelResearchRun } from './cancel-research-run.ts'
import { getResearchRun } from './get-research-run.ts'
import { listResearchRuns } from './list-research-runs.ts'
import { listRunBars } from './list-run-bars.ts'
import { listStrategies } from './list-strategies.ts'
import { type ResearchContext, runNextResearch } from './run-next.ts'
import { startBacktest } from './start-backtest.ts'

const clone = await testDatabase()
const house = testWebHouse(clone)
afterAll(async () => {
  await house.database.close()
  await clone[Symbol.asyncDispose]()
})
const instrumentId = await createInstrument(house.database)
const walk = priceWalk(20_000)
const datasetId = await house.database.unscoped(async (tx) => {
  const id = await ensureDataset(tx, { instrumentId, source: 'sim' })
  await storeBars(tx, { datasetId: id, bars: walk, areNew: true })
  return id
})
const never = new AbortController().signal

async function aDesk() {
  const { organizationId, db } = await createFirm(house.database)
  const person = await signedIn(house, { organizationId, role: 'TRADER' })
  const ctx = await memberContext(house, person)
  const runner = (changes: Partial<ResearchContext> = {}): ResearchContext => ({
    db,
    clock: systemClock,
    log: silentLog,
    runner: 'this one',
    play: playInThreads,
    ...changes,
  })
  return { ctx, db, runner }
}

const backtest = { strategy: 'sma-cross', datasetId, timeframe: '5m' } as const

test('a run that is queued is played by a runner, and its result adds up', async () => {
  const { ctx, runner } = await aDesk()
  const { id } = await startBacktest(ctx, backtest)
  expect(await runNextResearch(runner(), never)).toBe(true)
  const { run, result } = await getResearchRun(ctx, { runId: id })
  expect(run).toMatchObject({ state: 'DONE', progress: 1, failure: null })
  assert(result?.kind === 'BACKTEST', 'a backtest leaves the result of one')
  expect(result.bars).toBe(walk.length / 5)
  const pnl = result.trades.reduce((sum, trade) => sum + trade.pnl, 0)
  expect(run.summary?.finalEquity).toBeCloseTo(1_000_000 + pnl, 6)
  expect(result.equity.at(-1)?.equity).toBe(run.summary?.finalEquity)
  const months = result.months.reduce((product, { returned }) => product * (1 + returned), 1)
  expect(months - 1).toBeCloseTo(run.summary?.returned ?? 0, 12)
  expect(await runNextResearch(runner(), never)).toBe(false)
})

test('the same terms give the same result to the last bit', async () => {
  const { ctx, runner } = await aDesk()
  const results = []
  for (const _ of [1, 2]) {
    const { id } = await startBacktest(ctx, backtest)
    await runNextResearch(runner(), never)
    results.push((await getResearchRun(ctx, { runId: id })).result)
  }
  expect(results[0]).toEqual(results[1])
})

test('only bars of the asked time are played', async () => {
  const { ctx, runner } = await aDesk()
  const fromAt = unixMsOf(walk.openAt[1_000] as number)
  const toAt = unixMsOf(walk.openAt[2_000] as number)
  const { id } = await startBacktest(ctx, { ...backtest, timeframe: '1m', fromAt, toAt })
  await runNextResearch(runner(), never)
  const { result } = await getResearchRun(ctx, { runId: id })
  expect([result?.bars, result?.firstAt, result?.lastAt]).toEqual([1_000, fromAt, toAt])
})

test('the bars of a run are those it was played on, a page at a time', async () => {
  const { ctx } = await aDesk()
  const fromAt = unixMsOf(walk.openAt[1_000] as number)
  const { id: runId } = await startBacktest(ctx, { ...backtest, fromAt })
  const from = unixMsOf(walk.openAt[0] as number)
  const to = unixMsOf(walk.openAt[1_010] as number)
  const { openAt, open, close } = await listRunBars(ctx, { runId, from, to })
  expect(openAt).toEqual([walk.openAt[1_000], walk.openAt[1_005]])
  expect([open[0], close[0]]).toEqual([walk.open[1_000], walk.close[1_004]])
  const tooFar = unixMsOf(from + 5_001 * 300_000)
  await expect(listRunBars(ctx, { runId, from, to: tooFar })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: 'to: expected at most 5000 bars after from.',
  })
})

test('a run without candles fails and says so', async () => {
  const { ctx, runner } = await aDesk()
  const { id } = await startBacktest(ctx, { ...backtest, toAt: unixMsOf(1) })
  await runNextResearch(runner(), never)
  const { run } = await getResearchRun(ctx, { runId: id })
  expect(run).toMatchObject({ state: 'FAILED', failure: 'There are no candles in this time.' })
})

test('a run that waits is canceled at once, and none is played that was', async () => {
  const { ctx, runner } = await aDesk()
  const { id } = await startBacktest(ctx, backtest)
  expect(await cancelResearchRun(ctx, { runId: id })).toMatchObject({ state: 'CANCELED' })
  expect(await runNextResearch(runner(), never)).toBe(false)
})

test('a run that is played ends when it is canceled, though the strategy never returned', async () => {
  const { ctx, runner } = await aDesk()
  const { id } = await startBacktest(ctx, backtest)
  const begun = Promise.withResolvers<void>()
  const playing = runNextResearch(
    runner({
      play: (_job, { signal }) => {
        begun.resolve()
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason))
        })
      },
    }),
    never,
  )
  await begun.promise
  expect(await cancelResearchRun(ctx, { runId: id })).toMatchObject({ state: 'RUNNING' })
  await playing
  const { run } = await getResearchRun(ctx, { runId: id })
  expect(run.state).toBe('CANCELED')
})

test('what a dead runner left is played by another, and its own late result is not kept', async () => {
  const { ctx, db, runner } = await aDesk()
  const { id } = await startBacktest(ctx, backtest)
  await db.write((tx) => claimResearchRun(tx, 'a dead one'))
  expect(await runNextResearch(runner(), never)).toBe(false)
  await db.write((tx) =>
    tx.query({
      text: `UPDATE research_run SET beat_at = beat_at - $2::float8 * interval '1 millisecond' WHERE id = $1`,
      values: [id, RUNNER_SILENT_MS + 1],
    }),
  )
  expect(await runNextResearch(runner(), never)).toBe(true)
  expect((await getResearchRun(ctx, { runId: id })).run.state).toBe('DONE')
})

test('a runner that stops leaves its run to be played again', async () => {
  const { ctx, runner } = await aDesk()
  const { id } = await startBacktest(ctx, backtest)
  await runNextResearch(runner(), AbortSignal.abort(new Error('stopping')))
  expect((await getResearchRun(ctx, { runId: id })).run.state).toBe('RUNNING')
})

test.each([
  [{ strategy: 'sma-cros' }, 'strategy: expected one of'],
  [{ parameters: { fast: 1.5 } }, 'parameters.fast: expected a whole number'],
  [{ parameters: { fast: 30, slow: 10 } }, 'parameters: fast must be below slow'],
  [{ assumptions: { leverage: 500 } }, 'assumptions: leverage must be'],
  [{ fromAt: unixMsOf(2), toAt: unixMsOf(1) }, 'fromAt: expected a time before toAt'],
])('%j is refused by name', async (changes, told) => {
  const { ctx } = await aDesk()
  const asked = () => startBacktest(ctx, { ...backtest, ...changes })
  await expect((async () => asked())()).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining(told),
  })
})

test('a firm sees its own runs, newest first, and nobody bound to a client sees any', async () => {
  const [ours, theirs] = [await aDesk(), await aDesk()]
  const first = await startBacktest(ours.ctx, backtest)
  const second = await startBacktest(ours.ctx, backtest)
  const page = await listResearchRuns(ours.ctx, { after: null, limit: 1 })
  expect(page.items.map(({ id }) => id)).toEqual([second.id])
  const rest = await listResearchRuns(ours.ctx, { after: page.next, limit: 1 })
  expect(rest).toMatchObject({ items: [{ id: first.id }], next: null })
  expect((await listResearchRuns(theirs.ctx, { after: null, limit: 9 })).items).toEqual([])
  await expect(getResearchRun(theirs.ctx, { runId: first.id })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

test('every strategy tells the parameters that its form asks for', async () => {
  const { items } = await listStrategies()
  expect(items.map(({ name }) => name)).toContain('sma-cross')
  for (const { parameters } of items) {
    for (const { label, help } of parameters) expect(`${label}${help}`).not.toBe('')
  }
})
