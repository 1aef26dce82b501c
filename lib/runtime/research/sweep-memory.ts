import type { Assumptions } from '#core/backtest/assumptions.ts'
import { makeScratch, sweepPoint } from '#core/backtest/sweep-point.ts'
import { SWEEP_FIGURES, type SweepRow } from '#core/backtest/sweep-tally.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { Market, Strategy } from '#core/strategies/strategy.ts'

/** Points that a thread takes at once: few enough that none waits long for the slowest. */
const POINTS_AT_ONCE = 4
const NEXT = 0
const FINISHED = 1
const STOPPED = 2

/** What the threads of a sweep share. Plain enough to be handed to a worker as it is. */
export type SweepMemory = {
  readonly market: Market
  readonly strategyName: string
  readonly assumptions: Assumptions
  readonly points: readonly ParameterValues[]
  readonly columns: ReadonlyMap<string, Float64Array>
  /** The figures of each point, one after the other. */
  readonly figures: Float64Array
  /** 1 where a point has its figures. */
  readonly done: Uint8Array
  readonly counters: Int32Array
}

export function makeSweepMemory(
  terms: Omit<SweepMemory, 'figures' | 'done' | 'counters'>,
): SweepMemory {
  const count = terms.points.length
  const numbers = count * SWEEP_FIGURES.length * Float64Array.BYTES_PER_ELEMENT
  return {
    ...terms,
    figures: new Float64Array(new SharedArrayBuffer(numbers)),
    done: new Uint8Array(new SharedArrayBuffer(count)),
    counters: new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)),
  }
}

/** Takes points until none is left or the sweep is stopped; which thread takes which decides nothing. */
export function playPoints(memory: SweepMemory, strategy: Strategy): void {
  const { counters, points, done, market, assumptions, columns } = memory
  const terms = { market, strategy, assumptions, columns, scratch: makeScratch(market.bars.length) }
  while (Atomics.load(counters, STOPPED) === 0) {
    const from = Atomics.add(counters, NEXT, POINTS_AT_ONCE)
    if (from >= points.length) return
    for (const [offset, values] of points.slice(from, from + POINTS_AT_ONCE).entries()) {
      const index = from + offset
      if (done[index] === 0) writeRow(memory, index, sweepPoint(terms, values))
      Atomics.add(counters, FINISHED, 1)
    }
  }
}

export function stopSweep({ counters }: SweepMemory): void {
  Atomics.store(counters, STOPPED, 1)
}

export function pointsFinished({ counters }: SweepMemory): number {
  return Atomics.load(counters, FINISHED)
}

/** Each point's figures; null where it has none yet. */
export function rowsOf({ points, figures, done }: SweepMemory): (SweepRow | null)[] {
  const width = SWEEP_FIGURES.length
  return points.map((_, index) => {
    if (done[index] === 0) return null
    const values = SWEEP_FIGURES.map((name, at) => [name, figures[index * width + at]])
    // Made of exactly these figures.
    return Object.fromEntries(values) as SweepRow
  })
}

export function writeRow({ figures, done }: SweepMemory, index: number, row: SweepRow): void {
  for (const [at, name] of SWEEP_FIGURES.entries()) {
    figures[index * SWEEP_FIGURES.length + at] = row[name]
  }
  done[index] = 1
}
