import { adxColumns } from '#core/indicators/adx.ts'
import { atrColumn } from '#core/indicators/atr.ts'
import { bollingerColumns } from '#core/indicators/bollinger.ts'
import { INDICATOR_NAMES, INDICATORS, type IndicatorName } from '#core/indicators/catalogue.ts'
import { donchianColumns } from '#core/indicators/donchian.ts'
import { emaColumn } from '#core/indicators/ema.ts'
import { type IndicatorEntry, readParameters } from '#core/indicators/indicator-entry.ts'
import { keltnerColumns } from '#core/indicators/keltner.ts'
import { macdColumns } from '#core/indicators/macd.ts'
import { obvColumn } from '#core/indicators/obv.ts'
import { parabolicSarColumn } from '#core/indicators/parabolic-sar.ts'
import { rocColumn } from '#core/indicators/roc.ts'
import { rsiColumn } from '#core/indicators/rsi.ts'
import { smaColumn } from '#core/indicators/sma.ts'
import { standardDeviationColumn } from '#core/indicators/standard-deviation.ts'
import { stochasticColumns } from '#core/indicators/stochastic.ts'
import { supertrendColumns } from '#core/indicators/supertrend.ts'
import { vwapColumn } from '#core/indicators/vwap.ts'
import { wmaColumn } from '#core/indicators/wma.ts'
import type { Bars } from '#core/market/bars.ts'
import type { Candle } from '#core/market/candle.ts'
import { unixMsOf } from '#core/time/time.ts'
import { type BenchRow, median } from '../report.ts'
import { indicatorPeers, type Peer } from './indicator-peers.ts'
import { randomWalk } from './random-walk.ts'
import type { PartReport, ResearchPart } from './research-part.ts'

const VALUES = 1_000_000
const ROUNDS = 3
/** How much is measured at a time: the clock of a thread moves in steps of milliseconds. */
const BATCH_MS = 40
const TARGET_TIMES_FASTEST = 1.5
const TOLERANCE = 1e-9

type Contest = {
  readonly name: IndicatorName
  readonly peers: readonly Peer[]
  /** The column of its first line. */
  ours(): Float64Array
  readonly ourMs: number[]
  readonly peerMs: ReadonlyMap<Peer, number[]>
}

export const indicatorsPart: ResearchPart = { name: 'indicators', run }

function run(): PartReport {
  const bars = randomWalk(VALUES)
  const runs = ourRuns(bars)
  const peersOf = indicatorPeers(bars)
  const contests = INDICATOR_NAMES.map((name): Contest => {
    const peers = peersOf(name)
    const peerMs = new Map(peers.map((peer) => [peer, []]))
    return { name, peers, ours: runs[name], ourMs: [], peerMs }
  })
  const faults = contests.flatMap((contest) => faultsOf(contest, bars))
  for (const contest of contests) measure(contest)
  return {
    method: [
      `${VALUES.toLocaleString('en-US')} values each, processor time of the thread: the median of ${ROUNDS} batches. Each indicator and`,
      'its peers take turns. Ours writes columns that are used again, as a sweep does.',
      'parity: the first line is bit for bit what the streaming indicator tells, its last value that of',
      'each library that means the same by the name.',
      ...faults,
    ],
    parity: faults.length === 0,
    rows: contests.flatMap(rowsOf),
  }
}

/** Each with its usual parameters, into columns that it keeps; they answer its first line. */
function ourRuns(bars: Bars): Readonly<Record<IndicatorName, () => Float64Array>> {
  const { length, close } = bars
  const [a, b, c] = [0, 1, 2].map(() => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const bands = { middle: a, upper: b, lower: c }
  return {
    sma: () => smaColumn(close, 20, a),
    ema: () => emaColumn(close, 20, a),
    wma: () => wmaColumn(close, 20, a),
    rsi: () => rsiColumn(close, 14, a),
    'standard-deviation': () => standardDeviationColumn(close, 20, a),
    roc: () => rocColumn(close, 12, a),
    atr: () => atrColumn(bars, 14, a),
    bollinger: () => bollingerColumns(close, { length: 20, deviations: 2 }, bands).upper,
    macd: () =>
      macdColumns(close, { fast: 12, slow: 26, signal: 9 }, { macd: a, signal: b, histogram: c })
        .macd,
    stochastic: () =>
      stochasticColumns(bars, { length: 14, smoothing: 3, signal: 3 }, { k: a, d: b }).k,
    adx: () => adxColumns(bars, 14, { adx: a, plus: b, minus: c }).adx,
    donchian: () => donchianColumns(bars, 20, bands).upper,
    keltner: () => keltnerColumns(bars, { length: 20, atrLength: 10, multiple: 2 }, bands).upper,
    vwap: () => vwapColumn(bars, undefined, a),
    obv: () => obvColumn(bars, a),
    supertrend: () =>
      supertrendColumns(bars, { length: 10, multiple: 3 }, { value: a, direction: b }).value,
    'parabolic-sar': () => parabolicSarColumn(bars, { step: 0.02, max: 0.2 }, a),
  }
}

/** What is wrong with our answers; nothing when all is well. */
function faultsOf({ name, peers, ours }: Contest, bars: Bars): string[] {
  const found = ours()
  const last = found.at(-1) ?? Number.NaN
  const told = streamed(name, bars)
  const at = found.findIndex((value, i) => !Object.is(told[i], value))
  const apart = at === -1 ? [] : [`${name}: bar ${at} differs from the streaming value`]
  const others = peers.flatMap((peer) => {
    const theirs = peer.run()
    if (!peer.isSame || Math.abs(theirs - last) <= TOLERANCE * Math.max(1, Math.abs(last)))
      return []
    return [`${name}: ${peer.library} ends with ${theirs}, we with ${last}`]
  })
  return [...apart, ...others]
}

/** The first line of an indicator, told bar by bar. */
function streamed(name: IndicatorName, bars: Bars): Float64Array {
  const entry: IndicatorEntry = INDICATORS[name]
  const read = readParameters(entry, {})
  if (read.kind === 'refused') throw new Error(read.reason)
  const indicator = entry.make(read.parameters)
  const [line = ''] = entry.lines
  return bars.close.map((_, i) => indicator.next(candleAt(bars, i))[line] ?? Number.NaN)
}

function candleAt(bars: Bars, i: number): Candle {
  const of = (column: Float64Array) => column[i] ?? Number.NaN
  return {
    openAt: unixMsOf(of(bars.openAt)),
    open: of(bars.open),
    high: of(bars.high),
    low: of(bars.low),
    close: of(bars.close),
    volume: of(bars.volume),
  }
}

/** They take turns, so that a busy moment of the machine does not fall on one of them alone. */
function measure({ ours, ourMs, peerMs }: Contest): void {
  const ourBatch = batchOf(ours)
  const batches = [...peerMs].map(([peer, times]) => ({ batch: batchOf(peer.run), times }))
  for (let round = 0; round < ROUNDS; round += 1) {
    // What the libraries left behind is not ours to clear away.
    globalThis.gc?.()
    ourMs.push(ourBatch())
    for (const { batch, times } of batches) times.push(batch())
  }
}

/** Warms the work up, and gives what measures a run of it: the mean of as many as fill a batch. */
function batchOf(work: () => unknown): () => number {
  const first = Math.max(1, threadMs(work, 1))
  const warm = Math.max(1, threadMs(work, Math.ceil(BATCH_MS / first)))
  const count = Math.ceil(BATCH_MS / warm)
  return () => threadMs(work, count)
}

/** Processor time of this thread: collecting garbage on others is left out, to the good of who makes it. */
function threadMs(work: () => unknown, count: number): number {
  const before = process.threadCpuUsage()
  for (let i = 0; i < count; i += 1) work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1e3 / count
}

function rowsOf({ name, ourMs, peerMs }: Contest): BenchRow[] {
  const ours = median(ourMs)
  const base = { case: name, unit: 'ms', floor: null, target: null, better: 'lower' } as const
  const theirs = [...peerMs].map(([{ library }, times]) => ({ library, ms: median(times) }))
  const fastest = Math.min(...theirs.map(({ ms }) => ms))
  return [
    { ...base, metric: 'ours', value: ours },
    ...theirs.map(({ library, ms }) => ({ ...base, metric: library, value: ms })),
    {
      ...base,
      metric: 'against the fastest',
      unit: 'times',
      value: fastest / ours,
      target: TARGET_TIMES_FASTEST,
      better: 'higher',
    },
  ]
}
