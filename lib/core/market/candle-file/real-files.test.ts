import { basename } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { BAR_COLUMNS } from '#core/market/bars.ts'
import {
  dirtyFiles,
  filesIn,
  goodFiles,
  hasMarketData,
  marketDataBytes,
} from '#test/market-data.ts'
import { countOf, type DataReport, type FindingKind } from './data-report.ts'
import type { InspectedCandles } from './inspect-rows.ts'
import { readCandleFile, timeframeInName } from './read-candle-file.ts'

const filesRead = new Map<string, InspectedCandles>()

/** Each file is read once for all tests. */
function read(file: string): InspectedCandles {
  const timeframeClaimed = timeframeInName(basename(file))
  const read = filesRead.get(file) ?? readCandleFile(marketDataBytes(file), { timeframeClaimed })
  filesRead.set(file, read)
  return read
}

afterAll(() => process.stdout.write(`candle files read: ${filesRead.size}\n`))

/** What our report calls the flaws that the manifest counts. */
const FLAWS: { readonly [flaw: string]: FindingKind } = {
  unparsable_timestamps: 'UNREAD_TIME',
  descending_steps: 'OUT_OF_ORDER',
  duplicate_timestamps: 'DUPLICATE_TIME',
  irregular_steps: 'IRREGULAR_STEP',
  ohlc_violations: 'OHLC_VIOLATION',
  non_numeric_or_empty_cells: 'UNREAD_CELL',
  zero_price_rows: 'ZERO_PRICE',
  negative_cells: 'NEGATIVE_CELL',
}

const countsOf = (report: DataReport, kinds: readonly FindingKind[]) =>
  Object.fromEntries(kinds.map((kind) => [kind, countOf(report, kind)]))

describe.skipIf(!hasMarketData)('files that are wrong as they were found', () => {
  test('every one of them is looked at', () => {
    expect(dirtyFiles().map(({ file }) => basename(file))).toEqual(filesIn('dirty'))
  })

  test.each(dirtyFiles())('$file is diagnosed to the number', ({ file, flaws }) => {
    const { report, bars } = read(file)
    expect(countsOf(report, Object.values(FLAWS))).toEqual(
      Object.fromEntries(Object.entries(FLAWS).map(([flaw, kind]) => [kind, flaws[flaw]])),
    )
    expect({ rows: report.rows, gaps: report.gaps.count, bars: report.gaps.bars }).toEqual({
      rows: flaws['rows'],
      gaps: flaws['gaps'],
      bars: flaws['missing_bars'],
    })
    expect(report.timeframeMs / 1_000).toBe(flaws['modal_step_s'])
    expect(report.candles).toBe(bars.length)
  })

  test.each([
    // 255 unread cells are 51 rows; with 50 more without a time, 51 of zeros and 13 negative or contradictory.
    ['stockindicators_bad.csv', 337, ['OUTLIER', 'FLAT_RUN'], {}],
    ['stockindicators_zeros.csv', 0, [], {}],
    ['gct_binance_BTCUSDT_24h_2019.csv', 189, ['COLUMN_REPEATED'], { COLUMNS_GUESSED: 6 }],
    ['freqtrade_UNITTEST_BTC-8m_but_1m_bars.json.gz', 13_681, ['WRONG_STEP'], {}],
    ['freqtrade_UNITTEST_BTC-1m.json.gz', 13_681, [], {}],
    [
      'erma0x_BTCUSDT_1h_descending.csv.gz',
      27_625,
      ['TIME_ZONE_MISSING'],
      { ZERO_VOLUME: 28, OUT_OF_ORDER: 27_624 },
    ],
    ['emanuel_BTCUSDT_1h_localtz.csv.gz', 31_973, [], { OFFSETS_HONOURED: 2, COLUMNS_IGNORED: 2 }],
  ] as const)(
    '%s gives %i candles and is accused of nothing else',
    (name, candles, more, counts) => {
      const { report, bars } = read(`dirty/${name}`)
      const accused = report.findings.filter(({ isFault }) => isFault).map(({ kind }) => kind)
      const counted = Object.values(FLAWS).filter((kind) => countOf(report, kind) > 0)
      expect(accused.filter((kind) => !counted.includes(kind)).sort()).toEqual([...more].sort())
      expect(bars.length).toBe(candles)
      expect(countsOf(report, Object.keys(counts) as FindingKind[])).toEqual(counts)
    },
  )

  test('an unread cell is named with its line and column', () => {
    const { report } = read('dirty/stockindicators_bad.csv')
    const unread = report.findings.find(({ kind }) => kind === 'UNREAD_CELL')
    expect(unread?.examples[0]).toEqual({ line: 451, found: 'open ""' })
  })

  test('local time with its offsets is the clean file, bar by bar', () => {
    const local = read('dirty/emanuel_BTCUSDT_1h_localtz.csv.gz')
    const clean = read('ohlcv/binance_BTCUSDT_1h_2020-2024.csv.gz')
    const differing = BAR_COLUMNS.filter((column) =>
      local.bars[column].some((value, i) => value !== clean.bars[column][i]),
    )
    expect([local.bars.length, differing]).toEqual([clean.bars.length, []])
  })

  test('local time without its offsets is a shifted clock: 4 hours twice, 4 hours missing', () => {
    const bytes = marketDataBytes('dirty/emanuel_BTCUSDT_1h_localtz.csv.gz')
    const naive = new TextDecoder().decode(bytes).replaceAll(/\+0[23]:00/g, '')
    const { report } = readCandleFile(new TextEncoder().encode(naive), { timeframeClaimed: '1h' })
    expect(countOf(report, 'CONFLICTING_TIME') + countOf(report, 'DUPLICATE_TIME')).toBe(4)
    expect(report.gaps).toMatchObject({ count: 4, bars: 4 })
    expect(countOf(report, 'TIME_ZONE_SHIFTED')).toBe(8)
    expect(countOf(report, 'TIME_ZONE_MISSING')).toBe(31_973)
  })
})

describe.skipIf(!hasMarketData)('good files', () => {
  test('every one of them is looked at', () => {
    expect(goodFiles().map(({ file }) => basename(file))).toEqual(filesIn('ohlcv'))
  })

  test.each(goodFiles())('$file is counted to the bar and accused of nothing', (entry) => {
    const { report } = read(entry.file)
    expect(report.findings.filter(({ isFault }) => isFault)).toEqual([])
    expect({
      candles: report.candles,
      timeframe: report.timeframe,
      gaps: report.gaps.count,
      bars: report.gaps.bars,
      barsMax: report.gaps.barsMax,
      zeroVolume: countOf(report, 'ZERO_VOLUME'),
    }).toEqual({
      candles: entry.rows,
      timeframe: entry.timeframe,
      // Months have no gaps of a fixed length to count.
      gaps: entry.gaps ?? 0,
      bars: entry.missing_bars ?? 0,
      barsMax: entry.largest_gap_bars ?? 0,
      zeroVolume: entry.zero_volume_rows,
    })
  })
})
