import { describe, expect, test } from 'vitest'
import type { MinuteCandle } from './agent-port.ts'
import { instrumentProfile } from './instrument-profile.ts'
import { HISTORY_MINUTES_MAX, type MadeHistory, makeHistory } from './make-history.ts'
import { EIGHT_SYMBOLS } from './testing/book-port.ts'
import {
  autocorrelation,
  correlation,
  excessKurtosis,
  logReturns,
} from './testing/return-statistics.ts'

const THIRTY_DAYS = 43_200
const END_AT = Date.UTC(2025, 5, 15, 15, 6, 40)
const MAKE_CPU_US_MAX = 10_000_000

function candlesOf(history: MadeHistory, symbol: string): readonly MinuteCandle[] {
  return [...(history.get(symbol) ?? [])]
}

function returnsOf(history: MadeHistory, symbol: string): number[] {
  return logReturns(candlesOf(history, symbol).map((candle) => Number(candle.close)))
}

describe.each([1, 7, 2025])('thirty days of minutes from seed %i', (seed) => {
  const before = process.cpuUsage()
  const history = makeHistory({
    symbols: EIGHT_SYMBOLS,
    seed,
    endAt: END_AT,
    minutes: THIRTY_DAYS,
  })
  const usedUs = process.cpuUsage(before).user
  const factor = returnsOf(history, 'BTCUSDT')

  test('are made in seconds', () => {
    expect(usedUs).toBeLessThan(MAKE_CPU_US_MAX)
  })

  test.each(EIGHT_SYMBOLS.map(({ symbol }) => symbol))('%s behaves like a market', (symbol) => {
    const returns = returnsOf(history, symbol)
    expect(returns).toHaveLength(THIRTY_DAYS - 1)
    expect(excessKurtosis(returns)).toBeGreaterThanOrEqual(3)
    expect(Math.abs(autocorrelation(returns, 1))).toBeLessThanOrEqual(0.05)
    expect(autocorrelation(returns.map(Math.abs), 10)).toBeGreaterThanOrEqual(0.1)
    if (symbol === 'BTCUSDT') return
    expect(correlation(factor, returns)).toBeGreaterThanOrEqual(0.4)
    expect(correlation(factor, returns)).toBeLessThanOrEqual(0.9)
  })
})

describe('made history', () => {
  const made = (seed: number, minutes = 120) =>
    makeHistory({ symbols: EIGHT_SYMBOLS, seed, endAt: END_AT, minutes })

  test('has one candle per minute, the last one closed before the end', () => {
    const openTimes = candlesOf(made(1), 'ETHUSDT').map((candle) => candle.openAt)
    const lastOpenAt = Math.floor(END_AT / 60_000) * 60_000 - 60_000
    expect(openTimes).toEqual(
      Array.from({ length: 120 }, (_, i) => lastOpenAt - (119 - i) * 60_000),
    )
  })

  test('keeps every figure of a candle within its range, as text on the grid', () => {
    for (const { open, high, low, close, ...volumes } of candlesOf(made(1), 'BTCUSDT')) {
      for (const text of [open, high, low, close]) expect(text).toMatch(/^\d+\.\d{2}$/)
      expect(Number(low)).toBeLessThanOrEqual(Math.min(Number(open), Number(close)))
      expect(Number(high)).toBeGreaterThanOrEqual(Math.max(Number(open), Number(close)))
      expect(Number(volumes.takerBuyVolume)).toBeLessThanOrEqual(Number(volumes.volume))
      expect(Number(volumes.takerBuyQuoteVolume)).toBeLessThanOrEqual(Number(volumes.quoteVolume))
      const averagePrice = Number(volumes.quoteVolume) / Number(volumes.volume)
      expect(averagePrice).toBeGreaterThanOrEqual(Number(low) - 0.01)
      expect(averagePrice).toBeLessThanOrEqual(Number(high) + 0.01)
      expect(volumes.trades).toBeGreaterThanOrEqual(1)
    }
  })

  test('is the same for the same seed and another for another', () => {
    const bitcoin = (seed: number) => candlesOf(made(seed), 'BTCUSDT')
    expect(bitcoin(1)).toEqual(bitcoin(1))
    expect(bitcoin(2)).not.toEqual(bitcoin(1))
  })

  test('ends at the price it is told, else at the reference price', () => {
    const last = (endPrices: Record<string, string> = {}) => {
      const told = { symbols: EIGHT_SYMBOLS, seed: 5, endAt: END_AT, minutes: 10, endPrices }
      return candlesOf(makeHistory(told), 'BTCUSDT').at(-1)?.close
    }
    expect(Number(last())).toBe(Number(instrumentProfile('BTC').referencePrice))
    expect(last({ BTCUSDT: '81794.8' })).toBe('81794.80')
  })

  test('a shorter history is the end of a longer one', () => {
    const closes = (minutes: number) =>
      candlesOf(made(3, minutes), 'SOLUSDT').map(({ close }) => close)
    expect(closes(30)).toEqual(closes(90).slice(-30))
  })

  test('refuses a length that is not a number of minutes within a year', () => {
    expect(() => made(1, -1)).toThrow(RangeError)
    expect(() => made(1, 1.5)).toThrow(RangeError)
    expect(() => made(1, HISTORY_MINUTES_MAX + 1)).toThrow(RangeError)
    expect(candlesOf(made(1, 0), 'BTCUSDT')).toEqual([])
    expect(made(1, 1).get('EURUSD')).toBeUndefined()
  })
})
