import { describe, expect, test } from 'vitest'
import type { AgentSymbol } from './agent-port.ts'
import { makeHistory } from './make-history.ts'
import { createMarket, type Market } from './market.ts'
import { type BookPort, createBookPort, EIGHT_SYMBOLS } from './testing/book-port.ts'
import {
  autocorrelation,
  correlation,
  excessKurtosis,
  logReturns,
} from './testing/return-statistics.ts'

const START_AT = Date.UTC(2025, 5, 15, 15, 0, 0)
const STEP_MS = 250
const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

type Run = { readonly port: BookPort; readonly market: Market; now: number }

function open(options: { symbols?: readonly AgentSymbol[]; seed?: number } = {}): Run {
  const port = createBookPort(options.symbols ?? EIGHT_SYMBOLS)
  port.now = START_AT
  const market = createMarket({ port, seed: options.seed ?? 1, startAt: START_AT })
  port.onTrade = market.onTrade
  return { port, market, now: START_AT }
}

function advance(run: Run, durationMs: number, stepMs = STEP_MS, each = () => {}): void {
  const end = run.now + durationMs
  while (run.now < end) {
    run.now += stepMs
    run.port.now = run.now
    run.market.step(run.now)
    each()
  }
}

function middle({ port }: Run, symbol: string): number {
  return ((port.bestBid(symbol) ?? Number.NaN) + (port.bestAsk(symbol) ?? Number.NaN)) / 2
}

const someSymbols = (...bases: string[]) => EIGHT_SYMBOLS.filter(({ base }) => bases.includes(base))

/** The last trade of every minute, as a candle would close. */
function liveCloses(symbols: readonly AgentSymbol[], durationMs: number): Map<string, number[]> {
  const run = open({ symbols, seed: 7 })
  const last = new Map<string, number>()
  const closes = new Map<string, number[]>(symbols.map(({ symbol }) => [symbol, []]))
  for (let minute = 0; minute < durationMs / MINUTE_MS; minute += 1) {
    advance(run, MINUTE_MS, SECOND_MS)
    for (const trade of run.port.trades.splice(0)) last.set(trade.symbol, trade.priceTicks)
    for (const [symbol, prices] of closes) prices.push(last.get(symbol) ?? middle(run, symbol))
  }
  return closes
}

describe('live agents', () => {
  test('same seed, same market: the trades are byte for byte the same', () => {
    const tape = (seed: number) => {
      const run = open({ seed })
      advance(run, 5 * MINUTE_MS)
      return JSON.stringify(run.port.trades)
    }
    expect(tape(4)).toBe(tape(4))
    expect(tape(4)).not.toBe(tape(5))
  })

  test('spread and depth are there after the first step and at every later one', () => {
    const run = open()
    advance(run, 20 * MINUTE_MS, STEP_MS, () => {
      for (const { symbol } of EIGHT_SYMBOLS) {
        const bid = run.port.bestBid(symbol)
        const ask = run.port.bestAsk(symbol)
        if (bid === null || ask === null || bid >= ask) throw new Error(`${symbol}: ${bid} ${ask}`)
      }
    })
    expect(run.port.trades.length).toBeGreaterThan(1_000)
  })

  const liveSymbols = someSymbols('BTC', 'ETH', 'XRP')
  const closes = liveCloses(liveSymbols, 2 * DAY_MS)
  test.each(liveSymbols.map(({ symbol }) => symbol))(
    'two live days of %s behave like a market',
    (symbol) => {
      const returns = logReturns(closes.get(symbol) ?? [])
      expect(excessKurtosis(returns)).toBeGreaterThanOrEqual(3)
      expect(Math.abs(autocorrelation(returns, 1))).toBeLessThanOrEqual(0.05)
      expect(autocorrelation(returns.map(Math.abs), 10)).toBeGreaterThanOrEqual(0.1)
      if (symbol === 'BTCUSDT') return
      const withFactor = correlation(logReturns(closes.get('BTCUSDT') ?? []), returns)
      expect(withFactor).toBeGreaterThanOrEqual(0.4)
      expect(withFactor).toBeLessThanOrEqual(0.9)
    },
  )

  test('live trading begins where the made history ends', () => {
    const history = makeHistory({ symbols: EIGHT_SYMBOLS, seed: 1, endAt: START_AT, minutes: 60 })
    const run = open()
    advance(run, STEP_MS)
    for (const { symbol, tickSize } of EIGHT_SYMBOLS) {
      const lastClose = Number([...(history.get(symbol) ?? [])].at(-1)?.close)
      const distance = Math.log((middle(run, symbol) * Number(tickSize)) / lastClose)
      expect(Math.abs(distance)).toBeLessThan(0.001)
    }
  })

  test('prices carry on from where they are told to', () => {
    const port = createBookPort(EIGHT_SYMBOLS)
    const startPrices = { DOGEUSDT: '0.40000' }
    const market = createMarket({ port, seed: 1, startAt: START_AT, startPrices })
    market.step(START_AT + STEP_MS)
    expect(Math.abs((port.bestBid('DOGEUSDT') ?? 0) - 40_000)).toBeLessThan(20)
  })
})

describe('time', () => {
  test('a time already reached does nothing', () => {
    const run = open()
    advance(run, MINUTE_MS)
    const before = run.port.operations
    run.market.step(run.now)
    run.market.step(run.now - HOUR_MS)
    expect(run.port.operations).toBe(before)
  })

  test('after a long sleep the market stands where it would, with a whole book and no burst of trades', () => {
    const run = open()
    advance(run, 10 * SECOND_MS)
    const before = run.port.trades.length
    advance(run, 30 * DAY_MS, 30 * DAY_MS)
    expect(run.port.trades.length - before).toBeLessThan(8 * 60)
    for (const { symbol } of EIGHT_SYMBOLS) expect(middle(run, symbol)).toBeGreaterThan(0)
  })

  test('all eight instruments cost far less than two percent of a core', () => {
    const run = open()
    advance(run, MINUTE_MS)
    const operations = run.port.operations
    const startedAt = performance.now()
    advance(run, HOUR_MS)
    const share = (performance.now() - startedAt) / HOUR_MS
    expect(share).toBeLessThan(0.02)
    const perSecond = (run.port.operations - operations) / (HOUR_MS / SECOND_MS)
    expect(perSecond).toBeLessThan(EIGHT_SYMBOLS.length * 10)
  })
})

describe('outsiders', () => {
  const symbols = someSymbols('BTC')
  const symbol = 'BTCUSDT'

  function displacements(side: 'buy' | 'sell', lots: number): number[] {
    const quiet = open({ symbols })
    const struck = open({ symbols })
    advance(quiet, MINUTE_MS)
    advance(struck, MINUTE_MS)
    struck.port.placeMarket({ symbol, side, lots })
    return [2 * SECOND_MS, 2 * MINUTE_MS, 8 * MINUTE_MS].map((duration) => {
      advance(quiet, duration)
      advance(struck, duration)
      return Math.log(middle(struck, symbol) / middle(quiet, symbol))
    })
  }

  test('a large market order moves the price, and at least half of the move decays', () => {
    const [moved = 0, halfway = 0, later = 0] = displacements('buy', 2_000_000)
    expect(moved).toBeGreaterThan(0.000_4)
    expect(halfway).toBeLessThan(moved)
    expect(Math.abs(later)).toBeLessThan(moved / 2)
  })

  test('a sale moves the price down', () => {
    const [moved = 0, , later = 0] = displacements('sell', 2_000_000)
    expect(moved).toBeLessThan(-0.000_4)
    expect(Math.abs(later)).toBeLessThan(-moved / 2)
  })

  test('an order cut into pieces moves the price as far as the whole', () => {
    const move = (pieces: number): number => {
      const run = open({ symbols })
      advance(run, MINUTE_MS)
      const before = middle(run, symbol)
      for (let i = 0; i < pieces; i += 1) {
        run.port.placeMarket({ symbol, side: 'buy', lots: 400_000 / pieces })
      }
      advance(run, SECOND_MS)
      return Math.log(middle(run, symbol) / before)
    }
    expect(move(8)).toBeCloseTo(move(1), 6)
  })

  test('a swept book is whole again within a second', () => {
    const run = open({ symbols })
    advance(run, MINUTE_MS)
    run.port.placeMarket({ symbol, side: 'buy', lots: 900_000_000 })
    expect(run.port.bestAsk(symbol)).toBeNull()
    advance(run, SECOND_MS)
    expect(run.port.bestAsk(symbol)).toBeGreaterThan(run.port.bestBid(symbol) ?? 0)
  })

  test('a wall far above the worth keeps an ask behind it and is sold into until it is gone', () => {
    const run = open({ symbols })
    advance(run, MINUTE_MS)
    const wallTicks = Math.round(middle(run, symbol) * 1.03)
    run.port.placeLimit({ symbol, side: 'buy', priceTicks: wallTicks, lots: 60_000_000 })
    advance(run, SECOND_MS)
    expect(run.port.bestBid(symbol)).toBe(wallTicks)
    expect(run.port.bestAsk(symbol)).toBeGreaterThan(wallTicks)
    advance(run, 10 * MINUTE_MS)
    expect(run.port.bestBid(symbol)).toBeLessThan(wallTicks)
  })

  test('a resting order inside the spread is filled by agents', () => {
    const run = open({ symbols })
    advance(run, MINUTE_MS)
    const priceTicks = (run.port.bestAsk(symbol) ?? 0) - 1
    const id = run.port.placeLimit({ symbol, side: 'buy', priceTicks, lots: 10 })
    expect(id).toBeGreaterThan(0)
    const before = run.port.trades.length
    advance(run, 10 * MINUTE_MS)
    const fills = run.port.trades.slice(before).filter((trade) => trade.priceTicks === priceTicks)
    expect(fills.length).toBeGreaterThan(0)
  })
})

test('a market without a feed says that it is simulated', () => {
  expect(open().market.describe()).toEqual({ kind: 'simulated' })
})
