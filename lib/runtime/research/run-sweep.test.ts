import { expect, test } from 'vitest'
import { DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { gridPoints } from '#core/backtest/sweep-points.ts'
import { rsiReversion } from '#core/strategies/rsi-reversion.ts'
import { smaCross } from '#core/strategies/sma-cross.ts'
import { priceWalk } from '#test/price-walk.ts'
import { runSweep, type Sweep } from './run-sweep.ts'

const bars = priceWalk(3_000)
const crosses: Sweep = {
  bars,
  tick: null,
  strategy: smaCross,
  assumptions: DEFAULT_ASSUMPTIONS,
  points: gridPoints(smaCross, { fast: [5, 7, 9, 11], slow: [20, 30, 40] }).points,
  workers: 1,
}
const reversions: Sweep = {
  ...crosses,
  strategy: rsiReversion,
  points: gridPoints(rsiReversion, { length: [7, 14, 21], oversold: [20, 30] }).points,
}

test.each([crosses, reversions])('any number of threads gives the same figures', async (sweep) => {
  const told: number[] = []
  const onProgress = ({ finished }: { finished: number }) => told.push(finished)
  const { rows, isCanceled } = await runSweep({ ...sweep, onProgress })
  expect(isCanceled).toBe(false)
  expect(told.at(-1)).toBe(sweep.points.length)
  expect(rows.every((row) => row !== null)).toBe(true)
  expect((await runSweep({ ...sweep, workers: 2 })).rows).toEqual(rows)
})

test('a sweep that is canceled keeps what it has, and goes on from there', async () => {
  const { rows: wanted } = await runSweep(crosses)
  const stopped = await runSweep({ ...crosses, signal: AbortSignal.abort() })
  expect(stopped).toMatchObject({ isCanceled: true, rows: wanted.map(() => null) })
  const first = wanted[0]
  const invented = { ...(first ?? { trades: 0, won: 0, drawdownMax: 0 }), finalEquity: 1 }
  const resumed = await runSweep({ ...crosses, known: new Map([[0, invented]]) })
  expect(resumed.rows).toEqual([invented, ...wanted.slice(1)])
})
