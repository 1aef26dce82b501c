import type { Bars } from '#core/market/bars.ts'
import { timeframeMs } from '#core/market/candle.ts'
import { detectPatterns } from '#core/patterns/detect-patterns.ts'
import { PatternDetectors } from '#core/patterns/pattern-detectors.ts'
import { KIND_CODE, type PatternRows } from '#core/patterns/pattern-rows.ts'
import { TimeframeDetectors } from '#core/patterns/timeframe-detectors.ts'
import { priceWalk } from '#test/price-walk.ts'
import { median } from '../report.ts'
import type { PartReport, ResearchPart } from './research-part.ts'

const BARS = 1_000_000
const ROUNDS = 7
const UPDATES = 200_000
const WARM_UP_BARS = 50_000
const NS_PER_US = 1_000
const TARGET_NS = { onePass: 120, update: 250, sixTimeframes: 250 }

export const patternsPart: ResearchPart = { name: 'patterns', run }

function run(): PartReport {
  const bars = priceWalk(BARS)
  const rows = detectPatterns(bars)
  const faults = faultsOf(bars, rows)
  const updates = updateTimes(bars)
  const row = (name: string, metric: string, value: number, target: number | null) => ({
    case: name,
    metric,
    unit: 'ns',
    value,
    floor: null,
    target,
    better: 'lower' as const,
  })
  const { onePass, update, sixTimeframes } = TARGET_NS
  const perBar = (work: () => unknown) => nsPerBar(work)
  return {
    method: [
      `${BARS.toLocaleString('en-US')} minute bars of a seeded walk, ${rows.length.toLocaleString('en-US')} patterns; processor time of the thread, least and`,
      `median of ${ROUNDS} passes. Updates: ${UPDATES.toLocaleString('en-US')} single bars by the clock, its own reading included.`,
      'parity: gaps are those that the definition gives, and a feed tells what the whole series does.',
      ...faults,
    ],
    parity: faults.length === 0,
    rows: [
      ...both(
        'all detectors, one pass',
        perBar(() => feed(bars)),
        onePass,
      ),
      ...both(
        'the same, keeping every pattern',
        perBar(() => detectPatterns(bars)),
        null,
      ),
      ...both(
        'six timeframes from 1m',
        perBar(() => feedAll(bars)),
        sixTimeframes,
      ),
      row('one update, live', 'p50', percentile(updates, 0.5), update),
      row('one update, live', 'p99', percentile(updates, 0.99), null),
      row('one update, live', 'p99.9', percentile(updates, 0.999), null),
    ],
  }

  function both(name: string, times: readonly number[], target: number | null) {
    return [
      row(name, 'per bar, least', Math.min(...times), target),
      row(name, 'per bar, median', median(times), target),
    ]
  }
}

function nsPerBar(work: () => unknown): number[] {
  return Array.from({ length: ROUNDS }, () => {
    const before = process.threadCpuUsage()
    work()
    const { user, system } = process.threadCpuUsage(before)
    return ((user + system) * NS_PER_US) / BARS
  })
}

/** As a feed does: patterns that are over give their rows back. */
function feed(bars: Bars): number {
  const detectors = new PatternDetectors(bars.timeframeMs)
  const { openAt, open, high, low, close } = bars
  let changes = 0
  for (let i = 0; i < bars.length; i += 1) {
    detectors.next(at(openAt, i), at(open, i), at(high, i), at(low, i), at(close, i))
    changes += detectors.rows.changed.length
  }
  return changes
}

function feedAll(bars: Bars): number {
  let changes = 0
  const all = new TimeframeDetectors(Object.values(timeframeMs), ({ detectors }) => {
    changes += detectors.rows.changed.length
  })
  const { openAt, open, high, low, close, volume } = bars
  for (let i = 0; i < bars.length; i += 1) {
    all.next(at(openAt, i), at(open, i), at(high, i), at(low, i), at(close, i), at(volume, i))
  }
  return changes
}

function updateTimes(bars: Bars): Float64Array {
  const detectors = new PatternDetectors(bars.timeframeMs)
  const { openAt, open, high, low, close } = bars
  const times = new Float64Array(UPDATES)
  for (let i = 0; i < WARM_UP_BARS + UPDATES; i += 1) {
    const before = process.hrtime.bigint()
    detectors.next(at(openAt, i), at(open, i), at(high, i), at(low, i), at(close, i))
    const took = Number(process.hrtime.bigint() - before)
    if (i >= WARM_UP_BARS) times[i - WARM_UP_BARS] = took
  }
  return times.sort()
}

function faultsOf(bars: Bars, rows: PatternRows): string[] {
  const faults = []
  const gaps = countGaps(bars)
  let told = 0
  for (let row = 0; row < rows.length; row += 1) {
    if (rows.kindCode(row) === KIND_CODE.fvg) told += 1
  }
  if (gaps !== told) faults.push(`FAULT: ${told} gaps were told, there are ${gaps}`)
  let confirmed = 0
  const detectors = new PatternDetectors(bars.timeframeMs)
  const { openAt, open, high, low, close } = bars
  for (let i = 0; i < bars.length; i += 1) {
    detectors.next(at(openAt, i), at(open, i), at(high, i), at(low, i), at(close, i))
    const { changed } = detectors.rows
    for (let k = 0; k < changed.length; k += 1) {
      if (detectors.rows.wasConfirmedNow(changed.at(k))) confirmed += 1
    }
  }
  if (confirmed !== rows.length) faults.push(`FAULT: a feed told ${confirmed} patterns`)
  return faults
}

function countGaps({ open, high, low, close, length }: Bars): number {
  let count = 0
  for (let i = 1; i + 1 < length; i += 1) {
    const body = at(close, i) - at(open, i)
    if (body > 0 && at(high, i - 1) < at(low, i + 1)) count += 1
    if (body < 0 && at(low, i - 1) > at(high, i + 1)) count += 1
  }
  return count
}

function percentile(sorted: Float64Array, share: number): number {
  return at(sorted, Math.floor(share * (sorted.length - 1)))
}

function at(column: Float64Array, i: number): number {
  // Loops end where the columns do.
  return column[i] as number
}
