import { DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { makeScratch, sharedColumns, sweepPoint } from '#core/backtest/sweep-point.ts'
import { gridPoints, rangeOf } from '#core/backtest/sweep-points.ts'
import { smaCross } from '#core/strategies/sma-cross.ts'
import { runSweep, type Sweep } from '#runtime/research/run-sweep.ts'
import { priceWalk } from '#test/price-walk.ts'
import { median } from '../report.ts'
import type { ResearchPart } from './research-part.ts'

const BARS = 100_000
const RUNS = 5
/** The grid of RESEARCH, section 2, and what vectorbt finds on it. */
const PARAMETER = smaCross.parameters['fast']
const PEER = { mean: 999_834.052_261, best: 999_916.362_428_46 }
const WITHIN = 1e-4
const EVALUATIONS_PER_SECOND_MIN = 350e6
const TWO_THREADS_TIMES_MIN = 1.6

export const sweepPart: ResearchPart = { name: 'sweep', run: measureSweep }

async function measureSweep() {
  if (PARAMETER === undefined) throw new Error('sma-cross has a fast average')
  const ranges = { fast: rangeOf(PARAMETER, 5, 53, 2), slow: rangeOf(PARAMETER, 60, 216, 4) }
  const { points } = gridPoints(smaCross, ranges)
  const bars = priceWalk(BARS)
  const assumptions = { ...DEFAULT_ASSUMPTIONS, atEnd: 'mark' } as const
  const sweep = { bars, tick: null, strategy: smaCross, assumptions, points }
  const walls: Record<1 | 2, number[]> = { 1: [], 2: [] }
  const works: number[] = []
  const finals: string[] = []
  let parity = true
  for (let run = 0; run < RUNS; run++) {
    works.push(playHere(sweep))
    for (const workers of [1, 2] as const) {
      const { rows, elapsedMs } = await runSweep({ ...sweep, workers })
      const equities = rows.map((row) => row?.finalEquity ?? Number.NaN)
      const mean = equities.reduce((sum, equity) => sum + equity, 0) / equities.length
      const isMean = Math.abs(mean - PEER.mean) < WITHIN
      const isBest = Math.abs(Math.max(...equities) - PEER.best) < WITHIN
      parity &&= isMean && isBest
      finals.push(equities.join())
      walls[workers].push(elapsedMs)
    }
  }
  parity &&= new Set(finals).size === 1
  const perSecond = (ms: number) => (points.length * BARS) / (ms / 1_000)
  const [one, two] = [Math.min(...walls[1]), Math.min(...walls[2])]
  const row = {
    case: `${points.length} pairs x ${BARS} bars`,
    floor: null,
    better: 'higher',
  } as const
  return {
    method: [
      `SMA crosses of 25 x 40 windows over ${BARS.toLocaleString('en-US')} bars, ${RUNS} runs. One thread: median CPU time, shared`,
      'columns included. Two worker threads against one: the shortest wall times, the start of threads not',
      'included; other work on the machine lengthens them. parity: mean and best final equity are those',
      'of vectorbt, and every run on one and on two threads gives the same figures to the last bit.',
    ],
    parity,
    rows: [
      {
        ...row,
        metric: 'one thread',
        unit: 'bar-evaluations/s',
        value: perSecond(median(works)),
        target: EVALUATIONS_PER_SECOND_MIN,
      },
      {
        ...row,
        metric: 'two threads against one',
        unit: 'times',
        value: one / two,
        target: TWO_THREADS_TIMES_MIN,
      },
    ],
  }
}

/** The whole sweep in this thread, shared columns included: CPU time in milliseconds. */
function playHere({ bars, tick, strategy, assumptions, points }: Omit<Sweep, 'workers'>): number {
  const before = process.cpuUsage()
  const market = { bars, tick }
  const columns = new Map<string, Float64Array>()
  for (const { key, fill } of sharedColumns(strategy, assumptions, points)) {
    const column = new Float64Array(bars.length)
    fill(market, column)
    columns.set(key, column)
  }
  const terms = { market, strategy, assumptions, columns, scratch: makeScratch(bars.length) }
  for (const point of points) sweepPoint(terms, point)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
