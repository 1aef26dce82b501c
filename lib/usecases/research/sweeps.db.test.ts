import { afterAll, expect, test } from 'vitest'
import { assert } from '#core/assert.ts'
import { hashRun } from '#runtime/research/hash-run.ts'
import { playInThreads } from '#runtime/research/research-thread.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { ensureDataset } from '#store/candles.ts'
import { storeBars } from '#store/dataset-candles.ts'
import { createFirm } from '#test/builders/firm.ts'
import { createInstrument } from '#test/builders/market.ts'
import { testDatabase } from '#test/database.ts'
import { priceWalk } from '#test/price-walk.ts'
import { silentLog } from '#test/silent-log.ts'
import { memberContext, signedIn, testWebHouse } from '#test/web-house.ts'
import { getResearchRun } from './get-research-run.ts'
import { playBacktest } from './play-backtest.ts'
import { type ResearchContext, runNextResearch } from './run-next.ts'
import { startBacktest } from './start-backtest.ts'
import { startSweep } from './start-sweep.ts'

const clone = await testDatabase()
const house = testWebHouse(clone)
afterAll(async () => {
  await house.database.close()
  await clone[Symbol.asyncDispose]()
})
const instrumentId = await createInstrument(house.database)
const datasetId = await house.database.unscoped(async (tx) => {
  const id = await ensureDataset(tx, { instrumentId, source: 'sim' })
  await storeBars(tx, { datasetId: id, bars: priceWalk(60_000), areNew: true })
  return id
})

async function aDesk() {
  const { organizationId, db } = await createFirm(house.database)
  const person = await signedIn(house, { organizationId, role: 'TRADER' })
  const ctx = await memberContext(house, person)
  const runner: ResearchContext = {
    db,
    clock: systemClock,
    log: silentLog,
    runner: 'this one',
    play: async (job, options) =>
      job.kind === 'BACKTEST'
        ? playBacktest(job, { ...options, hashesOf: hashRun })
        : playInThreads(job, options),
  }
  const play = () => runNextResearch(runner, new AbortController().signal)
  return { ctx, play }
}

const terms = { strategy: 'sma-cross', datasetId, timeframe: '5m' } as const
const grid = { fast: { from: 5, to: 20, step: 5 }, slow: { from: 10, to: 20, step: 10 } }

test('a sweep tells of every combination what a backtest of it tells', async () => {
  const { ctx, play } = await aDesk()
  const { id } = await startSweep(ctx, { ...terms, grid })
  expect(await play()).toBe(true)
  const { run, result } = await getResearchRun(ctx, { runId: id })
  expect(run).toMatchObject({ kind: 'SWEEP', state: 'DONE', progress: 1, grid })
  assert(result?.kind === 'SWEEP', 'a sweep leaves the result of one')
  expect(result.swept).toEqual(['fast', 'slow'])
  expect(result.points.map(({ values }) => values)).toEqual([
    [5, 10],
    [5, 20],
    [10, 20],
    [15, 20],
  ])
  expect(result.refused).toBe(4)
  for (const { values, ...figures } of result.points) {
    const [fast = 0, slow = 0] = values
    const one = await startBacktest(ctx, { ...terms, parameters: { fast, slow } })
    await play()
    const { summary } = (await getResearchRun(ctx, { runId: one.id })).run
    expect(summary).toEqual({ bars: result.bars, ...figures })
  }
})

test('the best of a sweep is what lists show of it, and is judged by the number of trials', async () => {
  const { ctx, play } = await aDesk()
  const { id } = await startSweep(ctx, { ...terms, grid })
  await play()
  const { run, result } = await getResearchRun(ctx, { runId: id })
  assert(result?.kind === 'SWEEP', 'a sweep leaves the result of one')
  const ratios = result.points.map(({ sharpe }) => sharpe ?? Number.NEGATIVE_INFINITY)
  expect(ratios[result.best]).toBe(Math.max(...ratios))
  expect(run.summary?.sharpe).toBe(ratios[result.best])
  expect(result.deflatedSharpe).toBeGreaterThanOrEqual(0)
  expect(result.deflatedSharpe).toBeLessThan(0.95)
})

const range = { from: 1, to: 2, step: 1 }
test.each([
  [{ grid: { speed: range } }, 'grid.speed: expected one of fast, slow'],
  [{ grid: { fast: { from: 0, to: 5, step: 1 } } }, 'grid.fast: expected a whole number from'],
  [{ grid: { fast: { from: 5, to: 6, step: 0.5 } } }, 'grid.fast: expected a whole number from'],
  [{ grid: { fast: { from: 9, to: 5, step: 1 } } }, 'grid.fast: expected from at most 5, found 9'],
  [
    { grid: { fast: { from: 5, to: 6, step: 1e-5 } } },
    'grid.fast: expected at most 10000 values, found 100001',
  ],
  [
    { grid: { fast: { from: 5, to: 105, step: 1 }, slow: { from: 5, to: 104, step: 1 } } },
    'grid: expected at most 10000 combinations, found 10100',
  ],
  [
    { parameters: { slow: 10 }, grid: { fast: { from: 20, to: 30, step: 5 } } },
    'grid: sma-cross takes none of the 3 combinations',
  ],
])('%j is refused by name', async (changes, told) => {
  const { ctx } = await aDesk()
  await expect((async () => startSweep(ctx, { ...terms, ...changes }))()).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    message: expect.stringContaining(told),
  })
})
