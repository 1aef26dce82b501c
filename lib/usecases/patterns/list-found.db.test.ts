import { expect, test } from 'vitest'
import { sliceBars } from '#core/market/bars.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { ensureDataset } from '#store/candles.ts'
import { storeBars } from '#store/dataset-candles.ts'
import { createFirm } from '#test/builders/firm.ts'
import { createInstrument } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { priceWalk } from '#test/price-walk.ts'
import { silentLog } from '#test/silent-log.ts'
import { getPatternStats } from './get-pattern-stats.ts'
import { listPatterns } from './list-patterns.ts'
import { listSignals } from './list-signals.ts'
import { scanHere } from './market-scanner.ts'
import { scanMarkets } from './scan-markets.ts'

const { database } = await openTestDatabase()
const firm = await createFirm(database)
const reader = { db: firm.db }
const page = { after: null, limit: 200 }

const [bitcoin, ether] = [
  await createInstrument(database, 'BTC-USDT'),
  await createInstrument(database, 'ETH-USDT'),
]
for (const [instrumentId, from] of [
  [bitcoin, 0],
  [ether, 100],
] as const) {
  await database.unscoped(async (tx) => {
    const datasetId = await ensureDataset(tx, { instrumentId, source: 'sim' })
    await storeBars(tx, { datasetId, bars: sliceBars(priceWalk(900), from, 900), areNew: true })
  })
}
const runner = {
  database,
  clock: systemClock,
  log: silentLog,
  scanner: scanHere(),
  taken: new Map(),
}
await scanMarkets(runner, new AbortController().signal)

test('pages follow each other, newest confirmed first, until every pattern was given once', async () => {
  const seen: string[] = []
  const times: number[] = []
  let after: Parameters<typeof listPatterns>[1]['after'] = null
  do {
    const { items, next } = await listPatterns(reader, { after, limit: 100 })
    seen.push(...items.map(({ id }) => id))
    times.push(...items.map(({ confirmedAt }) => confirmedAt))
    after = next
  } while (after !== null)
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.length).toBeGreaterThan(800)
  expect(times).toEqual(times.toSorted((a, b) => b - a))
})

test('every filter holds for every pattern that it gives', async () => {
  const wish = {
    instrumentId: ether,
    timeframe: '1m',
    kind: 'fvg',
    direction: -1,
    state: 'invalidated',
  } as const
  const { items } = await listPatterns(reader, { ...wish, ...page })
  expect(items.length).toBeGreaterThan(5)
  for (const item of items) expect(item).toMatchObject(wish)
})

test('signals are given with their reasons, whose points are their score, down to the asked one', async () => {
  const { items } = await listSignals(reader, { instrumentId: bitcoin, scoreMin: 4, ...page })
  expect(items.length).toBeGreaterThan(3)
  for (const { score, reasons, instrumentId } of items) {
    expect(instrumentId).toBe(bitcoin)
    expect(score).toBeGreaterThanOrEqual(4)
    expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 9)
  }
})

test('a rate is told with its interval from thirty outcomes on, and not before', async () => {
  const { items } = await getPatternStats(reader, {})
  expect(new Set(items.map(({ instrumentId }) => instrumentId))).toEqual(new Set([bitcoin, ether]))
  for (const { hitRate } of items) {
    expect(hitRate.kind).toBe(hitRate.count < 30 ? 'n/a' : 'known')
    if (hitRate.kind === 'known') {
      expect(hitRate.low).toBeLessThanOrEqual(hitRate.rate)
      expect(hitRate.high).toBeGreaterThanOrEqual(hitRate.rate)
    }
  }
  expect(items.some(({ hitRate }) => hitRate.kind === 'known')).toBe(true)
  const { items: some } = await getPatternStats(reader, { instrumentId: ether, timeframe: '5m' })
  expect(some.length).toBeGreaterThan(0)
  expect(some.every(({ timeframe }) => timeframe === '5m')).toBe(true)
})
