import { expect, test } from 'vitest'
import { DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { makeScratch, sharedColumns, sweepPoint } from '#core/backtest/sweep-point.ts'
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

test('any number of threads gives the figures that one point after the other gives', async () => {
  const told: number[] = []
  const onProgress = ({ finished }: { finished: number }) => told.push(finished)
  const { rows, isCanceled } = await runSweep({ ...reversions, workers: 2, onProgress })
  expect(isCanceled).toBe(false)
  expect(told.at(-1)).toBe(reversions.points.length)
  expect(rows).toEqual(oneByOne(reversions))
})

test('a sweep that is canceled keeps what it has, and goes on from there', async () => {
  const wanted = oneByOne(crosses)
  const stopped = await runSweep({ ...crosses, signal: AbortSignal.abort() })
  expect(stopped).toMatchObject({ isCanceled: true, rows: wanted.map(() => null) })
  const invented = { finalEquity: 1, trades: 2, won: 3, drawdownMax: 4 }
  const resumed = await runSweep({ ...crosses, known: new Map([[0, invented]]) })
  expect(resumed.rows).toEqual([invented, ...wanted.slice(1)])
})

function oneByOne({ strategy, assumptions, points }: Sweep) {
  const market = { bars, tick: null }
  const columns = new Map(
    sharedColumns(strategy, assumptions, points).map(({ key, fill }) => {
      const column = new Float64Array(bars.length)
      fill(market, column)
      return [key, column]
    }),
  )
  const scratch = makeScratch(bars.length)
  return points.map((point) =>
    sweepPoint({ market, strategy, assumptions, columns, scratch }, point),
  )
}
