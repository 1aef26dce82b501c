import { describe, expect, test } from 'vitest'
import { callCli } from '#test/call-cli.ts'
import { hasMarketData, marketDataPath } from '#test/market-data.ts'
import { smcColumn } from '#test/smc-vectors.ts'

const call = (...words: string[]) => callCli(['patterns', ...words])

describe('truebook patterns', () => {
  test.each([
    ['--swing-length=0', '--swing-length expects a whole number from 1 to 500, found "0"'],
    ['--convention=future', '--convention expects one of causal, smc, found "future"'],
    [
      '--detectors=fvg,flags',
      '--detectors expects one of fvg, order-block, liquidity-sweep, swings, structure, found "flags"',
    ],
    ['--mitigation=half', '--mitigation expects one of touch, mid, full, found "half"'],
    ['--expire-bars=-1', '--expire-bars expects a whole number from 1, found "-1"'],
    ['--join-consecutive', '--join-consecutive belongs to --convention smc'],
  ])('%s is exit code 2 before anything is read', async (option, message) => {
    const { code, err } = await call('nowhere.csv', option)
    expect({ code, said: err.split('\n')[0] }).toEqual({ code: 2, said: `truebook: ${message}` })
  })

  test('the other convention names what it reproduces', async () => {
    const { code, err } = await call('a.csv', '--convention', 'smc', '--detectors', 'structure')
    expect(code).toBe(2)
    expect(err).toContain('one of fvg, order-block, swings, found "structure"')
  })

  test.runIf(hasMarketData)('one JSON document with the times of every pattern', async () => {
    const path = marketDataPath('ohlcv/freqtrade_XRPETH_5m.csv.gz')
    const { code, out } = await call(path, '--json', '--detectors', 'fvg,structure')
    const { patterns, data } = JSON.parse(out)
    expect({ code, candles: data.candles }).toEqual({ code: 0, candles: 432 })
    expect(new Set(patterns.map(({ kind }: { kind: string }) => kind))).toEqual(
      new Set(['fvg', 'bos', 'choch']),
    )
    expect(Object.keys(patterns[0])).toEqual(
      expect.arrayContaining(['index', 'formedAt', 'confirmedAt', 'touchedAt', 'mitigatedAt']),
    )
    expect(patterns[0]).toMatchObject({
      kind: 'fvg',
      formedAt: expect.any(Number),
      confirmedAt: patterns[0].formedAt + 2 * 300_000,
    })
  })

  test.runIf(hasMarketData)('the other convention gives its peer, row for row', async () => {
    const path = marketDataPath('ohlcv/bybit_BTCUSDT_15m_2025.csv.gz')
    const { out } = await call(path, '--json', '--convention', 'smc', '--detectors', 'swings')
    const { patterns } = JSON.parse(out)
    const levels = smcColumn('bybit_BTCUSDT_15m', 'swing_highs_lows', 'Level')
    const found = new Float64Array(levels.length).fill(Number.NaN)
    for (const { index, level } of patterns) found[index] = level
    expect(found).toEqual(levels)
  })

  test.runIf(hasMarketData)('without --json a person reads how many there are', async () => {
    const path = marketDataPath('ohlcv/freqtrade_XRPETH_5m.csv.gz')
    const { out } = await call(path, '--detectors', 'swings')
    expect(out).toMatch(/432 candles of 5m, \d+ patterns \(causal\)\n {2}swing: \d+ \(/)
  })
})
