import { describe, expect, test } from 'vitest'
import { countOf } from './data-report.ts'
import { readCandleFile, timeframeInName } from './read-candle-file.ts'

const read = (text: string, timeframeClaimed: string | null = null) =>
  readCandleFile(new TextEncoder().encode(text), { timeframeClaimed })

const HEADER = 'timestamp_ms,open,high,low,close,volume'
const T = 1_700_000_040_000
const row = (minute: number, cells = '2,3,1,2,5') => `${T + minute * 60_000},${cells}`
const file = (...rows: string[]) => [HEADER, ...rows].join('\n')

describe('a file of candles', () => {
  test('is read to columns, oldest first', () => {
    const { bars, report } = read(file(row(0), row(1, '2,4,2,3,0')))
    expect({ ...bars }).toEqual({
      timeframeMs: 60_000,
      length: 2,
      openAt: Float64Array.of(T, T + 60_000),
      open: Float64Array.of(2, 2),
      high: Float64Array.of(3, 4),
      low: Float64Array.of(1, 2),
      close: Float64Array.of(2, 3),
      volume: Float64Array.of(5, 0),
    })
    expect(report.isFaulty).toBe(false)
  })

  test.each([
    [
      'a byte order mark and Windows line ends',
      `\uFEFF${file(row(0), row(1)).replaceAll('\n', '\r\n')}\r\n`,
    ],
    ['blank lines', `${file(row(0), '', row(1))}\n\n`],
    ['semicolons', file(row(0), row(1)).replaceAll(',', ';')],
    ['tabs and quotes', file(row(0), row(1)).replaceAll(',', '"\t"')],
    ['a line about its origin', `https://example.org/candles\n${file(row(0), row(1))}`],
    ['no header', [row(0), row(1)].join('\n')],
    ['JSON arrays', `[[${row(0)}], [${row(1)}]]`],
    [
      'JSON objects',
      JSON.stringify(
        [0, 1].map((m) => ({
          time: T + m * 60_000,
          open: '2',
          high: '3',
          low: 1,
          close: 2,
          volume: 5,
        })),
      ),
    ],
    [
      'seconds, other names and columns between',
      `Date,Vol,Low,High,Note,Close,Open\n${T / 1000},5,1,3,x,2,2\n${T / 1000 + 60},5,1,3,,2,2`,
    ],
  ])('with %s says the same', (_how, text) => {
    expect(read(text).bars).toEqual(read(file(row(0), row(1))).bars)
  })

  test('newest first is put in order and reported', () => {
    const { bars, report } = read(file(row(2), row(1), row(0)))
    expect([...bars.openAt]).toEqual([T, T + 60_000, T + 120_000])
    expect(report.findings).toMatchObject([
      { kind: 'OUT_OF_ORDER', isFault: true, count: 2, examples: [{ line: 3 }, { line: 4 }] },
    ])
  })

  test('of rows of one time the first stays, and copies are told from contradictions', () => {
    const { bars, report } = read(file(row(0), row(1), row(1), row(2), row(2, '2,9,1,2,5')))
    expect([...bars.high]).toEqual([3, 3, 3])
    expect(countOf(report, 'DUPLICATE_TIME')).toBe(1)
    expect(countOf(report, 'CONFLICTING_TIME')).toBe(1)
  })

  test('a row that is no candle is left out for one of its time that is', () => {
    const { bars } = read(file(row(0), row(1, '2,1,1,2,5'), row(1), row(2)))
    expect([...bars.high]).toEqual([3, 3, 3])
  })

  test.each([
    ['UNREAD_CELL', '2,three,1,2,5', 'high "three"'],
    ['UNREAD_CELL', '2,3,1,2,', 'volume ""'],
    ['ZERO_PRICE', '2,3,0,2,5', '2 3 0 2 5'],
    ['NEGATIVE_CELL', '2,3,1,2,-5', '-5'],
    ['OHLC_VIOLATION', '2,3,1,4,5', '2 3 1 4 5'],
    ['OHLC_VIOLATION', '2,3,2.5,2.7,5', '2 3 2.5 2.7 5'],
  ] as const)('%s: %s is no candle, and its line is named', (kind, cells, found) => {
    const { bars, report } = read(file(row(0), row(1, cells), row(2)))
    expect(bars.length).toBe(2)
    expect(report.findings).toEqual([
      expect.objectContaining({ kind, isFault: true, count: 1, examples: [{ line: 3, found }] }),
    ])
  })

  test('gaps are named by their first and last missing bar', () => {
    const { report } = read(file(row(0), row(1), row(4), row(6)))
    expect(report.gaps).toEqual({
      count: 2,
      bars: 3,
      barsMax: 2,
      ranges: [
        { firstAt: T + 120_000, lastAt: T + 180_000, bars: 2 },
        { firstAt: T + 300_000, lastAt: T + 300_000, bars: 1 },
      ],
    })
    expect(report.isFaulty).toBe(false)
  })

  test('a bad tick that comes back at once is an outlier; a crash that stays is none', () => {
    const walk = Array.from({ length: 100 }, (_, m) => 100 + (m % 7) / 10)
    const rowsOf = (closes: number[]) => closes.map((c, m) => row(m, `${c},${c},${c},${c},1`))
    const spiked = walk.map((close, m) => (m === 50 ? close * 1.5 : close))
    expect(read(file(...rowsOf(spiked))).report.findings).toMatchObject([
      { kind: 'OUTLIER', count: 1, examples: [{ line: 52 }] },
    ])
    const crashed = walk.map((close, m) => (m >= 50 ? close * 0.7 : close))
    expect(read(file(...rowsOf(crashed))).report.isFaulty).toBe(false)
  })

  test('a price that stands still for two hours of minutes is a flat run', () => {
    const rows = Array.from({ length: 200 }, (_, m) =>
      row(m, m < 130 ? '2,2,2,2,1' : '2,3,1,2.5,1'),
    )
    expect(read(file(...rows)).report.findings).toMatchObject([
      { kind: 'FLAT_RUN', count: 1, examples: [{ line: 2 }] },
    ])
  })

  test.each([
    ['', 'expected rows of a time, open, high, low, close and volume, found nothing'],
    ['hello', 'expected rows of a time, open, high, low, close and volume, found "hello"'],
    [
      'date,open,high,low,last price\n',
      'expected the columns close too, found "date,open,high,low,last price"',
    ],
    ['[]', 'expected a JSON array of candles, found none'],
    ['[1', 'expected JSON: '],
    [file(row(0)), 'expected two times or more to tell the timeframe by, found 1'],
  ])('%j is refused', (text, message) => {
    expect(() => read(text)).toThrow(message)
  })
})

test.each([
  ['binance_BTCUSDT_1h_2018-05.csv.gz', '1h'],
  ['UNITTEST_BTC-8m.json', '8m'],
  ['gct_binance_BTCUSDT_24h_2019.csv', '24h'],
  ['BTCUSD_1M_2012-2024.csv', '1M'],
  ['candles.csv', null],
  ['bars2018-05.csv', null],
])('%s claims %s', (name, timeframe) => {
  expect(timeframeInName(name)).toBe(timeframe)
})
