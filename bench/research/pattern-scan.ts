import { type Bars, sliceBars } from '#core/market/bars.ts'
import { type InstrumentId, instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import type { UnixMs } from '#core/time/time.ts'
import { scanInThread } from '#runtime/patterns/scan-in-thread.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { ensureDataset } from '#store/candles.ts'
import type { Database } from '#store/database.ts'
import { storeBars } from '#store/dataset-candles.ts'
import { createFirm } from '#test/builders/firm.ts'
import { createInstrument } from '#test/builders/market.ts'
import { priceWalk } from '#test/price-walk.ts'
import { silentLog } from '#test/silent-log.ts'
import { getPatternStats } from '#usecases/patterns/get-pattern-stats.ts'
import { listPatterns } from '#usecases/patterns/list-patterns.ts'
import { scanHere } from '#usecases/patterns/market-scanner.ts'
import { type PatternContext, scanMarkets } from '#usecases/patterns/scan-markets.ts'
import { median } from '../report.ts'
import { openBenchDatabase } from './bench-database.ts'
import type { PartReport, ResearchPart } from './research-part.ts'

const MARKETS = 200
const BARS = 5_000
/** Minutes that then close one after another, each on every market. */
const CLOSES = 5
const TARGET_SCAN_S = 20
const TARGET_CLOSE_MS = 5
const TARGET_LIST_MS = 50
/** Pages read of every list, one after the other. */
const PAGES = 20

const FILTERS = [
  {},
  { timeframe: '1h', state: 'open' },
  { kind: 'choch', direction: -1 },
  { kind: 'fvg', state: 'mitigated' },
  { instrumentId: marketAt(MARKETS - 1) },
  { instrumentId: marketAt(0), timeframe: '1m', state: 'open' },
] as const

/** From candles in the database to patterns in the database, on six timeframes of many markets. */
export const patternScanPart: ResearchPart = { name: 'scan', run }

async function run(): Promise<PartReport> {
  const bars = priceWalk(BARS + CLOSES + 1)
  await using desk = await openBenchDatabase()
  const datasets = await fill(desk.database, sliceBars(bars, 0, BARS + 1))
  const scanner = scanInThread()
  const ctx = runnerOf(desk.database, scanner)
  const before = performance.now()
  const scanned = await scanMarkets(ctx, new AbortController().signal)
  const scanS = (performance.now() - before) / 1e3
  const patterns = await countPatterns(desk.database)
  const [first = 0] = datasets
  const closes = await timeCloses(ctx, datasets, bars)
  await scanner.close()
  const lists = await timeLists(desk.database)
  const parity = scanned === MARKETS && (await isAsAtOnce(desk.database, first))
  const row = (metric: string, unit: string, value: number, target: number | null) => ({
    case: metric,
    metric: 'wall',
    unit,
    value,
    floor: null,
    target,
    better: 'lower' as const,
  })
  return {
    method: [
      `${MARKETS} markets of ${BARS.toLocaleString('en-US')} minutes each, gathered to six timeframes, signals included; ${patterns.toLocaleString('en-US')} patterns`,
      'kept. Candles are read and looked through in a thread while those of the market before are stored; by the wall clock.',
      `Then ${CLOSES} minutes close, each on every market: asked for, read, scanned and stored; a round's time by its markets.`,
      `Pages of 50 as the trade API reads them: ${FILTERS.length} filters, ${PAGES} pages of each. Hit rates are one query.`,
      'parity: a market with the closes ends with the same rows as one scanned at once.',
    ],
    parity,
    rows: [
      row('first scan', 's', scanS, TARGET_SCAN_S),
      row('one closed candle, median', 'ms', median(closes), TARGET_CLOSE_MS),
      row('one closed candle, slowest round', 'ms', Math.max(...closes), null),
      row('a page of patterns, p95', 'ms', percentile(lists.pages, 0.95), TARGET_LIST_MS),
      row('hit rates of every market', 'ms', lists.stats, TARGET_LIST_MS),
    ],
  }
}

function marketAt(n: number): InstrumentId {
  return instrumentIdOf(parseInstrumentId(`sim:COIN${n}-USDT`))
}

function runnerOf(database: Database, scanner: PatternContext['scanner']): PatternContext {
  return { database, scanner, clock: systemClock, log: silentLog, taken: new Map<number, UnixMs>() }
}

async function fill(database: Database, bars: Bars): Promise<number[]> {
  const datasets: number[] = []
  for (let n = 0; n < MARKETS; n += 1) {
    const instrumentId = await createInstrument(database, `COIN${n}-USDT`)
    const datasetId = await database.unscoped(async (tx) => {
      const id = await ensureDataset(tx, { instrumentId, source: 'sim' })
      await storeBars(tx, { datasetId: id, bars, areNew: true })
      return id
    })
    datasets.push(datasetId)
  }
  return datasets
}

/** Milliseconds for one market's closed candle, in each round. */
async function timeCloses(
  ctx: PatternContext,
  datasets: readonly number[],
  bars: Bars,
): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < CLOSES; i += 1) {
    const next = sliceBars(bars, BARS + 1 + i, BARS + 2 + i)
    await ctx.database.unscoped(async (tx) => {
      for (const datasetId of datasets) await storeBars(tx, { datasetId, bars: next, areNew: true })
    })
    const before = performance.now()
    const scanned = await scanMarkets(ctx, new AbortController().signal)
    times.push((performance.now() - before) / scanned)
  }
  return times
}

async function timeLists(database: Database) {
  const { db } = await createFirm(database)
  const pages: number[] = []
  for (const filter of FILTERS) {
    let after: Parameters<typeof listPatterns>[1]['after'] = null
    for (let page = 0; page < PAGES; page += 1) {
      const before = performance.now()
      const { next } = await listPatterns({ db }, { ...filter, after, limit: 50 })
      pages.push(performance.now() - before)
      after = next
    }
  }
  const before = performance.now()
  await getPatternStats({ db }, {})
  return { pages, stats: performance.now() - before }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
}

/** Scans the market from its beginning, as a runner that has just started does, and compares. */
async function isAsAtOnce(database: Database, datasetId: number): Promise<boolean> {
  const stored = await digestOf(database, datasetId)
  await database.unscoped(async (tx) => {
    for (const table of ['pattern', 'pattern_scan', 'pattern_outcome']) {
      await tx.query({ text: `DELETE FROM ${table} WHERE dataset_id = $1`, values: [datasetId] })
    }
  })
  await scanMarkets(runnerOf(database, scanHere()), new AbortController().signal)
  return stored === (await digestOf(database, datasetId))
}

async function digestOf(database: Database, datasetId: number): Promise<string> {
  const [row] = await database.unscoped((tx) =>
    tx.query<{ digest: string }>({
      text: `SELECT md5(string_agg((to_jsonb(p) - 'id')::text, ';' ORDER BY (to_jsonb(p) - 'id')::text)) AS digest
        FROM pattern p WHERE dataset_id = $1`,
      values: [datasetId],
    }),
  )
  return row?.digest ?? ''
}

async function countPatterns(database: Database): Promise<number> {
  const [row] = await database.unscoped((tx) =>
    tx.query<{ count: number }>({ text: 'SELECT count(*)::int AS count FROM pattern' }),
  )
  return row?.count ?? 0
}
