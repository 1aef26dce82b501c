import { describe, expect, test } from 'vitest'
import { callCli } from '#test/call-cli.ts'
import { hasMarketData, marketDataPath } from '#test/market-data.ts'

const call = (...words: string[]) => callCli(['signals', ...words])
const FILE = 'ohlcv/freqtrade_XRPETH_1m.csv.gz'

describe('truebook signals', () => {
  test.each([
    ['--timeframes=15x', '--timeframes expects such as 15m,1h, found "15x"'],
    ['--score-min=much', '--score-min expects a number, found "much"'],
  ])('%s is exit code 2 before anything is read', async (option, message) => {
    const { code, err } = await call('nowhere.csv', option)
    expect({ code, said: err.split('\n')[0] }).toEqual({ code: 2, said: `truebook: ${message}` })
  })

  test.runIf(hasMarketData)('one JSON document, every score with its reasons', async () => {
    const { code, out } = await call(marketDataPath(FILE), '--timeframes', '5m', '--json')
    const { signals, timeframes } = JSON.parse(out)
    expect({ code, timeframes }).toEqual({ code: 0, timeframes: ['1m', '5m'] })
    expect(signals.length).toBeGreaterThan(0)
    for (const { score, reasons } of signals) {
      const sum = reasons.reduce((all: number, { points }: { points: number }) => all + points, 0)
      expect(score).toBeCloseTo(sum, 9)
    }
  })

  test.runIf(hasMarketData)('a timeframe that the file cannot make is named', async () => {
    const path = marketDataPath('ohlcv/freqtrade_XRPETH_5m.csv.gz')
    const { code, err } = await call(path, '--timeframes', '7m')
    expect(code).toBe(2)
    expect(err).toContain(
      '--timeframes expects multiples of 5m, each of the one before, found "7m"',
    )
  })

  test.runIf(hasMarketData)('without --json a person reads the newest', async () => {
    const { out } = await call(marketDataPath(FILE))
    expect(out).toMatch(/2160 candles, \d+ signals on 1m, 5m, 15m/)
    expect(out).toContain('score ')
  })
})
