import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { BenchRow } from '../report.ts'
import type { Yardstick } from './c-yardstick.ts'
import type { PartReport, ResearchPart } from './research-part.ts'

const ALONE = fileURLToPath(new URL('./backtest-alone.ts', import.meta.url))
const NS_PER_MS = 1_000_000
/** What peers agree on: RESEARCH, section 1. */
const EQUITY_WITHIN = 1e-4

type Size = {
  readonly bars: number
  readonly runs: number
  readonly trades: number
  readonly finalEquity: number
  readonly memoryMbMax: number
}

type Alone = {
  readonly trades: number
  readonly finalEquity: number
  readonly lean: number
  readonly guarded: number
  readonly measured: number
  readonly peakMb: number
  readonly dataMb: number
  readonly yardstick: Yardstick | null
}

/** Ratios to C: no code is generated at run time, so the wider ones hold. */
const LEAN_TIMES_C_MAX = 2.5
const MEASURED_TIMES_C_MAX = 3

const MILLION: Size = {
  bars: 1_000_000,
  runs: 41,
  trades: 19_563,
  finalEquity: 996_112.427_460_94,
  memoryMbMax: 250,
}
const TEN_MILLION: Size = {
  bars: 10_000_000,
  runs: 5,
  trades: 194_675,
  finalEquity: 960_362.419_18,
  memoryMbMax: 1_200,
}

export const backtestPart: ResearchPart = {
  name: 'backtest',
  run: () => measure(MILLION),
}

/** Takes a gigabyte and half a minute. */
export const longBacktestPart: ResearchPart = {
  name: 'backtest-10m',
  run: () => measure(TEN_MILLION),
}

function measure(size: Size): PartReport {
  const words = ['--max-semi-space-size=16', ALONE, String(size.bars), String(size.runs)]
  const alone: Alone = JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }))
  const { yardstick } = alone
  return {
    method: [
      `SMA(10/30) cross over ${size.bars.toLocaleString('en-US')} bars of a seeded walk: a callback for each bar, market orders`,
      'at the next open, 0.1 % each side, the equity of every bar and a log of trades. Median CPU time of',
      `${size.runs} runs in a process of its own. No code is generated at run time. Yardstick: the same in C (cc -O3`,
      yardstick === null
        ? '-march=native), NOT measured: there is no compiler.'
        : '-march=native), two columns of averages and a call through a pointer for each bar.',
      'parity: trades and equity are those on which backtesting.py, vectorbt and C agree.',
    ],
    parity: isRight(alone, size) && (yardstick === null || isRight(yardstick, size)),
    rows: rowsOf(alone, size),
  }
}

function isRight(found: { trades: number; finalEquity: number }, wanted: Size): boolean {
  const isSameEquity = Math.abs(found.finalEquity - wanted.finalEquity) < EQUITY_WITHIN
  return found.trades === wanted.trades && isSameEquity
}

function rowsOf({ lean, guarded, measured, peakMb, dataMb, yardstick }: Alone, size: Size) {
  const name = `${size.bars / 1_000_000}M bars`
  const row = (metric: string, unit: string, value: number, target: number | null): BenchRow => {
    return { case: name, metric, unit, value, floor: null, target, better: 'lower' }
  }
  const perBar = (metric: string, ms: number) => ({
    ...row(metric, 'ns/bar', (ms / size.bars) * NS_PER_MS, null),
    floor: yardstick && (yardstick.ms / size.bars) * NS_PER_MS,
  })
  const ratios =
    yardstick === null
      ? []
      : [
          row('lean against C', 'times', lean / yardstick.ms, LEAN_TIMES_C_MAX),
          row('with all metrics against C', 'times', measured / yardstick.ms, MEASURED_TIMES_C_MAX),
        ]
  return [
    perBar('lean', lean),
    perBar('stop and target', guarded),
    perBar('with all metrics', measured),
    ...ratios,
    { ...row('peak memory', 'MiB', peakMb, size.memoryMbMax), floor: dataMb },
  ]
}
