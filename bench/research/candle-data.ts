import { BAR_COLUMNS, type Bars } from '#core/market/bars.ts'
import { readCandleFile } from '#core/market/candle-file/read-candle-file.ts'
import { MINUTE_MS } from '#core/time/time.ts'
import { readDatasetBars, storeBars } from '#store/dataset-candles.ts'
import { type BenchRow, median } from '../report.ts'
import { openBenchDatabase } from './bench-database.ts'
import { randomWalk } from './random-walk.ts'
import type { PartReport, ResearchPart } from './research-part.ts'

const CANDLES = 1_000_000
const ROUNDS = 3
const TARGET_ROWS_PER_SECOND = 250_000
const TARGET_READ_MS = 1_500
/** No dataset: candles have no foreign key to one. */
const FIRST_DATASET = 1

/** How fast candles come in and out: the text of a file, the database and back. */
export const candleDataPart: ResearchPart = { name: 'data', run }

async function run(): Promise<PartReport> {
  const bars = walkOf2020()
  const texts = [inTicks(bars), bars].map((each) => ({ bars: each, parse: parseOf(each) }))
  await using desk = await openBenchDatabase()
  const storeMs: number[] = []
  const readMs: number[] = []
  let stored: Bars | null = null
  for (let round = 0; round < ROUNDS; round += 1) {
    const datasetId = FIRST_DATASET + round
    storeMs.push(
      await wallMs(() =>
        desk.database.unscoped((tx) => storeBars(tx, { datasetId, bars, areNew: true })),
      ),
    )
    readMs.push(
      await wallMs(async () => {
        stored = await desk.database.unscoped((tx) =>
          readDatasetBars(tx, { datasetId, timeframeMs: MINUTE_MS }),
        )
      }),
    )
  }
  const isRead = texts.every((text) => isSame(text.parse.bars, text.bars))
  const parity = isRead && stored !== null && isSame(stored, bars)
  const [ticks = 0, digits = 0] = texts.map(({ parse }) => median(parse.ms))
  return {
    method: [
      `${CANDLES.toLocaleString('en-US')} minutes, the median of ${ROUNDS}. From text: reading, judging and the whole report, processor`,
      'time of the thread. The database by the clock on the wall, for the server works too; it does not sync.',
      'parity: every number that comes back is the one that went in, to the last bit.',
    ],
    parity,
    rows: rowsOf({ ticks, digits, store: median(storeMs), read: median(readMs) }),
  }
}

type Times = Readonly<Record<'ticks' | 'digits' | 'store' | 'read', number>>

function rowsOf({ ticks, digits, store, read }: Times): BenchRow[] {
  const ms = { unit: 'ms', floor: null, target: TARGET_READ_MS, better: 'lower' } as const
  return [
    { ...ms, case: 'csv to columns', metric: 'a million candles in ticks', value: ticks },
    { ...ms, case: 'csv to columns', metric: 'a million candles, all digits', value: digits },
    { ...ms, case: 'database to columns', metric: 'a million candles', value: read },
    {
      case: 'columns to database',
      metric: 'speed',
      unit: 'rows/s',
      value: (CANDLES / store) * 1_000,
      floor: null,
      target: TARGET_ROWS_PER_SECOND,
      better: 'higher',
    },
  ]
}

/** The walk begins in 1970, whose milliseconds a reader of files takes for seconds. */
function walkOf2020(): Bars {
  const bars = randomWalk(CANDLES)
  return { ...bars, openAt: bars.openAt.map((at) => at + Date.UTC(2020, 0, 1)) }
}

/** Prices and volumes as venues write them; the walk itself has every digit that a number has. */
function inTicks(bars: Bars): Bars {
  const rounded = (column: Float64Array) => column.map((value) => Math.round(value * 1e4) / 1e4)
  const { open, high, low, close, volume } = bars
  return {
    ...bars,
    open: rounded(open),
    high: rounded(high),
    low: rounded(low),
    close: rounded(close),
    volume: rounded(volume),
  }
}

/** Reads the bars from their text, a few times. */
function parseOf(bars: Bars): { readonly bars: Bars; readonly ms: readonly number[] } {
  const bytes = new TextEncoder().encode(csvOf(bars))
  const work = () => readCandleFile(bytes, { timeframeClaimed: '1m' }).bars
  let read = work()
  const ms = Array.from({ length: ROUNDS }, () => {
    const before = process.threadCpuUsage()
    read = work()
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1e3
  })
  return { bars: read, ms }
}

async function wallMs(work: () => Promise<void>): Promise<number> {
  const before = performance.now()
  await work()
  return performance.now() - before
}

function csvOf(bars: Bars): string {
  const rows = Array.from({ length: bars.length }, (_, i) =>
    BAR_COLUMNS.map((name) => bars[name][i]).join(','),
  )
  return `timestamp_ms,open,high,low,close,volume\n${rows.join('\n')}\n`
}

function isSame(one: Bars, other: Bars): boolean {
  const hasColumn = (name: (typeof BAR_COLUMNS)[number]) =>
    one[name].every((value, i) => Object.is(value, other[name][i]))
  return one.length === other.length && BAR_COLUMNS.every(hasColumn)
}
