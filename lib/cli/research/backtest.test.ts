import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { callCli } from '#test/call-cli.ts'
import { csvOfBars } from '#test/csv-of-bars.ts'
import { priceWalk } from '#test/price-walk.ts'

const BARS = 2_000
const cwd = mkdtempSync(join(tmpdir(), 'truebook-backtest-'))
writeFileSync(join(cwd, 'walk_1m.csv'), csvOfBars(priceWalk(BARS)))

const CALL = ['backtest', 'walk_1m.csv', '--strategy', 'sma-cross']

describe('backtest', () => {
  test('answers one JSON document with every trade, what is left and what it was made of', async () => {
    const { code, out, err } = await callCli([...CALL, '--fee-bps', '10', '--json'], { cwd })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const result = JSON.parse(out)
    const paid = result.trades.reduce((sum: number, { pnl }: { pnl: number }) => sum + pnl, 0)
    expect(result.finalEquity).toBeCloseTo(1_000_000 + paid, 6)
    expect(result.trades[0]).toMatchObject({ side: 'long', quantity: 1, exitReason: 'signal' })
    expect(Object.keys(result.hashes)).toEqual(['data', 'strategy', 'engine', 'assumptions'])
    expect(result.metrics).toMatchObject({ trades: result.trades.length, sharpe: null })
    expect(result.notAvailable.sharpe).toBe('it needs 30 periods, there are 2')
    const { profitFactor } = result.comparisons.freqtrade
    expect(profitFactor).toBeCloseTo(result.metrics.profitFactor, 12)
    expect(result.taint).toEqual(['NO_SLIPPAGE'])
    expect((await callCli([...CALL, '--fee-bps', '10', '--json'], { cwd })).out).toBe(out)
  })

  test('values a position at the end instead of closing it when told', async () => {
    const run = async (atEnd: string) =>
      JSON.parse((await callCli([...BUY, '--at-end', atEnd, '--json'], { cwd })).out)
    const [closed, marked] = [await run('close'), await run('mark')]
    expect(closed).toMatchObject({ trades: [{ exitReason: 'end' }], open: null })
    expect(marked).toMatchObject({ trades: [], open: { quantity: 1, entryBar: 1 } })
    expect(marked.finalEquity).toBeGreaterThan(closed.finalEquity)
  })

  const BUY = ['backtest', 'walk_1m.csv', '--strategy', 'buy-and-hold']

  test.each([
    {
      words: ['--strategy', 'sma-cros'],
      told: 'there is no strategy "sma-cros"; did you mean "sma-cross"?',
    },
    {
      words: ['--params', '{"fast":1.5,"length":2}'],
      told: '--params of sma-cross: "length" is no parameter; there are fast, slow, direction, stopPercent, targetPercent; "fast" expected a whole number from 1 to 5000, found 1.5',
    },
    {
      words: ['--params', '{"fast":30,"slow":10}'],
      told: '--params of sma-cross: fast must be below slow, found 30 and 10',
    },
    { words: ['--params', '[1]'], told: '--params expects a JSON object, found [1]' },
    { words: ['--cash', 'much'], told: '--cash expects a number, found "much"' },
    { words: ['--at-end', 'open'], told: '--at-end expects close or mark, found "open"' },
    {
      words: ['--units', '1', '--risk-fraction', '0.1'],
      told: 'expected one of --units, --equity-fraction and --risk-fraction',
    },
    { words: ['--leverage', '500'], told: 'leverage must be from 1 to 200' },
  ])('$words is refused by name', async ({ words, told }) => {
    const { code, err } = await callCli([...CALL, ...words], { cwd })
    expect(code).toBe(2)
    expect(err).toContain(`truebook: ${told}\n`)
  })
})

test('lookahead and recursive answer one document each, and exit 0 where nothing is wrong', async () => {
  const rest = [...CALL.slice(1), '--json']
  const look = await callCli(['lookahead', ...rest, '--signals', '20'], { cwd })
  expect(look.code).toBe(0)
  expect(JSON.parse(look.out)).toMatchObject({ hasBias: false, checked: 20, biasedEntries: 0 })
  const { code, out, err } = await callCli(['recursive', ...rest], { cwd })
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ declared: 30, baseBars: BARS, isBaseShort: true })
  expect(err).toContain('walk_1m.csv has 2000 bars; 5000 make a base worth trusting')
})
