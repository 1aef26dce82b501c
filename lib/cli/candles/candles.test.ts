import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { callCli } from '#test/call-cli.ts'
import { hasMarketData, marketDataBytes, marketDataPath } from '#test/market-data.ts'

const cwd = mkdtempSync(join(tmpdir(), 'truebook-candles-'))
const HEADER = 'timestamp_ms,open,high,low,close,volume'

/** Minutes from 2024-01-01T00:00Z plus `skip`, with prices that tell them apart. */
function minutesFile(name: string, count: number, skip = 0): string {
  const start = Date.UTC(2024, 0, 1) + skip * 60_000
  const rows = Array.from(
    { length: count },
    (_, i) => `${start + i * 60_000},${i + 2},${i + 3},${i + 1},${i + 2},0.1`,
  )
  writeFileSync(join(cwd, name), [HEADER, ...rows].join('\n'))
  return name
}

describe('candles check', () => {
  test('--json prints the report as one document', async () => {
    const { code, out, err } = await callCli(
      ['candles', 'check', minutesFile('a_1m.csv', 5), '--json'],
      { cwd },
    )
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({
      file: 'a_1m.csv',
      rows: 5,
      candles: 5,
      timeframe: '1m',
      timeframeClaimed: '1m',
      gaps: { count: 0 },
      findings: [],
      isFaulty: false,
    })
  })

  test('says in words what is wrong, and fails for it when asked', async () => {
    const path = minutesFile('b_5m.csv', 5)
    const { code, out } = await callCli(['candles', 'check', path], { cwd })
    expect(code).toBe(0)
    expect(out).toContain('b_5m.csv: 5 candles of 1m in 5 rows')
    expect(out).toContain('5m is claimed, the bars are 1m')
    expect((await callCli(['candles', 'check', path, '--strict'], { cwd })).code).toBe(1)
    expect(
      (await callCli(['candles', 'check', path, '--strict', '--timeframe', '1m'], { cwd })).code,
    ).toBe(0)
  })

  test.each([
    [['nowhere.csv'], 1, 'cannot read nowhere.csv: there is no such file'],
    [['.'], 1, 'cannot read .: it is a folder'],
    [[], 2, 'expected FILE, found nothing'],
    [['a.csv', 'b.csv'], 2, 'expected one FILE, found "a.csv b.csv"'],
    [
      ['a_1m.csv', '--timeframe', 'minute'],
      2,
      '--timeframe expects such as 1m, 4h, 1d or 1M, found "minute"',
    ],
  ] as const)('%j is refused with exit code %i', async (words, code, message) => {
    const answer = await callCli(['candles', 'check', ...words], { cwd })
    expect(answer).toMatchObject({ code, out: '' })
    expect(answer.err).toContain(`truebook: ${message}`)
  })
})

describe('candles aggregate', () => {
  test('writes the canonical form, with volumes that carry no dust', async () => {
    const { code, out } = await callCli(
      ['candles', 'aggregate', minutesFile('c.csv', 10), '--to', '5m'],
      { cwd },
    )
    expect(code).toBe(0)
    expect(out).toBe(`${HEADER}\n1704067200000,2,7,1,6,0.5\n1704067500000,7,12,6,11,0.5\n`)
  })

  test('leaves out what is known only in part, and says so', async () => {
    const call = (...more: string[]) =>
      callCli(
        [
          'candles',
          'aggregate',
          minutesFile('d.csv', 10, 3),
          '--to',
          '5m',
          '--out',
          'd5.csv.gz',
          '--json',
          ...more,
        ],
        { cwd },
      )
    expect(JSON.parse((await call()).out)).toEqual({
      file: 'd.csv',
      from: '1m',
      to: '5m',
      rows: 10,
      bars: 1,
      leftOut: 2,
    })
    const text = gunzipSync(readFileSync(join(cwd, 'd5.csv.gz'))).toString()
    expect(text).toBe(`${HEADER}\n1704067500000,4,9,3,8,0.5\n`)
    expect(JSON.parse((await call('--partial')).out)).toMatchObject({ bars: 3, leftOut: 0 })
  })

  test.each([
    [[], '--to expects such as 15m, 4h or 1d, found "nothing"'],
    [['--to', '15'], '--to expects such as 15m, 4h or 1d, found "15"'],
    [['--to', '30s'], '--to expects a multiple of 1m, found "30s"'],
    [['--to', '90s'], '--to expects a multiple of 1m, found "90s"'],
    [['--to', '5m', '--json'], 'expected --out with --json'],
  ])('%j is refused', async (words, message) => {
    const answer = await callCli(['candles', 'aggregate', minutesFile('e.csv', 5), ...words], {
      cwd,
    })
    expect(answer).toMatchObject({ code: 2, out: '' })
    expect(answer.err).toContain(message)
  })

  test.skipIf(!hasMarketData)(
    'makes the venue’s own 15 minutes of its 5, to the digit',
    async () => {
      const five = marketDataPath('ohlcv/bybit_BTCUSDT_5m_2025.csv.gz')
      const { out } = await callCli(['candles', 'aggregate', five, '--to', '15m'])
      const published = linesOf(
        new TextDecoder().decode(marketDataBytes('ohlcv/bybit_BTCUSDT_15m_2025.csv.gz')),
      )
      const made = linesOf(out)
      const known = new Set(published)
      expect(made.length).toBe(8_639)
      expect(made.filter((line) => !known.has(line))).toEqual([])
    },
  )
})

describe('what is typed wrongly for the database is refused before it is opened', () => {
  const known = ['--instrument', 'sim:BTC-USDT', '--timeframe', '1m']

  test.each([
    [[], '--instrument: expected an instrument such as "sim:BTC-USDT", found "nothing"'],
    [
      ['--instrument', 'BTC'],
      '--instrument: expected an instrument such as "sim:BTC-USDT", found "BTC"',
    ],
    [
      ['--instrument', 'sim:BTC-USDT'],
      '--timeframe expects one of 1m, 5m, 15m, 1h, 4h, 1d, found "nothing"',
    ],
    [['--instrument', 'sim:BTC-USDT', '--timeframe', '2m'], 'found "2m"'],
    [[...known, '--source', 'My files'], '--source expects a name such as file, found "My files"'],
  ])('candles import %j', async (words, message) => {
    const answer = await callCli(['candles', 'import', minutesFile('f.csv', 5), ...words], { cwd })
    expect(answer).toMatchObject({ code: 2, out: '' })
    expect(answer.err).toContain(message)
  })

  test('candles import of bars of another step, or of a faulty file, says why', async () => {
    const call = (path: string, timeframe: string) =>
      callCli(
        ['candles', 'import', path, '--instrument', 'sim:BTC-USDT', '--timeframe', timeframe],
        { cwd },
      )
    const hours = await call(minutesFile('g.csv', 5), '1h')
    expect(hours).toMatchObject({ code: 1, out: '' })
    expect(hours.err).toContain('g.csv cannot be stored as 1h: WRONG_STEP')
    const text = readFileSync(join(cwd, minutesFile('h.csv', 5)), 'utf8')
    writeFileSync(join(cwd, 'h.csv'), `${text}\n1704067500000,0,0,0,0,0`)
    expect((await call('h.csv', '1m')).err).toContain('something is wrong with h.csv (ZERO_PRICE)')
  })

  test.each([
    [['--from', '2024-01-01'], '--to expects a day such as 2024-01-31, found "nothing"'],
    [
      ['--from', '2024-13-01', '--to', '2024-01-01'],
      '--from expects a day such as 2024-01-31, found "2024-13-01"',
    ],
    [['--from', '2024-01-02', '--to', '2024-01-01'], 'expected --from before --to'],
    [['--from', '2004-01-02', '--to', '2024-01-01'], 'expected ten years at most'],
  ])('candles fetch %j', async (words, message) => {
    const answer = await callCli(['candles', 'fetch', '--instrument', 'kraken:BTC-USD', ...words])
    expect(answer).toMatchObject({ code: 2, out: '' })
    expect(answer.err).toContain(message)
  })
})

/** The rows as numbers say them: 1 and 1.0 are one. */
function linesOf(text: string): string[] {
  const lines = text.trim().split('\n').slice(1)
  return lines.map((line) => line.split(',').map(Number).join(','))
}
