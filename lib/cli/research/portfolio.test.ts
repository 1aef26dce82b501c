import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { MINUTE_MS } from '#core/time/time.ts'
import { callCli } from '#test/call-cli.ts'
import { csvOfBars } from '#test/csv-of-bars.ts'
import { priceWalk } from '#test/price-walk.ts'

const cwd = mkdtempSync(join(tmpdir(), 'truebook-portfolio-'))
const walk = priceWalk(2_000)
const other = { ...walk, close: walk.open, open: walk.close }
writeFileSync(join(cwd, 'first_1m.csv'), csvOfBars(walk))
writeFileSync(join(cwd, 'second_1m.csv'), csvOfBars(other))
const hours = walk.openAt.map((at) => at * 60)
writeFileSync(
  join(cwd, 'slow_1h.csv'),
  csvOfBars({ ...walk, timeframeMs: 60 * MINUTE_MS, openAt: hours }),
)

const CROSS = ['--strategy', 'sma-cross', '--fee-bps', '10', '--json']
const call = async (...words: string[]) => {
  const { code, out, err } = await callCli(words, { cwd })
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out)
}

test('a portfolio of one file is its backtest', async () => {
  const alone = await call('backtest', 'first_1m.csv', ...CROSS)
  const { legs, trades, files, ...rest } = await call('portfolio', 'first_1m.csv', ...CROSS)
  const { file: _file, detail: _detail, open, refusals, taint, comparisons: _c, ...wanted } = alone
  expect(files).toEqual(['first_1m.csv'])
  expect(trades).toEqual(wanted.trades.map((trade: object) => ({ file: 'first_1m.csv', ...trade })))
  expect({ ...rest, trades: wanted.trades }).toEqual(wanted)
  expect(legs).toMatchObject([{ file: 'first_1m.csv', bars: 2_000, open, refusals, taint }])
})

test('files share one account: what is left is what they made together, whatever was refused', async () => {
  const both = ['first_1m.csv', 'second_1m.csv']
  const { trades, legs, finalEquity, hashes } = await call('portfolio', ...both, ...CROSS)
  const made = trades.reduce((sum: number, { pnl }: { pnl: number }) => sum + pnl, 0)
  expect(finalEquity).toBeCloseTo(1_000_000 + made, 6)
  expect(legs.map((leg: { trades: number }) => leg.trades > 10)).toEqual([true, true])
  const exits = trades.map(({ exitTime }: { exitTime: number }) => exitTime)
  expect(exits).toEqual(exits.toSorted((a: number, b: number) => a - b))
  const turned = await call('portfolio', ...both.toReversed(), ...CROSS)
  expect(turned.finalEquity).toBeCloseTo(finalEquity, 6)
  expect(turned.hashes).toEqual({ ...hashes, data: expect.not.stringMatching(hashes.data) })
  const poor = await call('portfolio', ...both, ...CROSS, '--cash', '150')
  const refused = poor.legs.flatMap((leg: { refusals: object }) => Object.keys(leg.refusals))
  expect(refused.length).toBeGreaterThan(0)
})

test.each([
  { files: [], told: 'expected FILE, found nothing' },
  {
    files: ['first_1m.csv', 'first_1m.csv'],
    told: 'expected each FILE once, found first_1m.csv twice',
  },
  {
    files: ['first_1m.csv', 'slow_1h.csv'],
    told: 'expected files of one timeframe; the bars of first_1m.csv last 60000 ms, those of slow_1h.csv 3600000 ms',
  },
])('$files is refused by name', async ({ files, told }) => {
  const { code, err } = await callCli(['portfolio', ...files, ...CROSS], { cwd })
  expect(code).toBe(2)
  expect(err).toContain(`truebook: ${told}\n`)
})
