import { expect, test } from 'vitest'
import { DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { runBacktest } from '#core/backtest/run-backtest.ts'
import { holdBack, playBot } from '#core/bots/play-bot.ts'
import { type Bars, closeTimeOf, sliceBars } from '#core/market/bars.ts'
import { rsiReversion } from '#core/strategies/rsi-reversion.ts'
import { smaCross } from '#core/strategies/sma-cross.ts'
import type { Strategy } from '#core/strategies/strategy.ts'
import { MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import { type BarText, barsFrom } from '#test/backtest-bars.ts'
import { priceWalk } from '#test/price-walk.ts'
import { scripted } from '#test/scripted-strategy.ts'
import type { BotFill } from './book-position.ts'
import type { BotWish } from './bot-desk.ts'

const START = unixMsOf(0)
const FLAT: BarText = [100, 101, 99, 100]

function playUntil(strategy: Strategy, bars: Bars, fills: readonly BotFill[] = []) {
  return playBot({
    bars,
    strategy,
    values: valuesOf(strategy),
    tick: null,
    startedAt: START,
    fills,
    flatBelow: 0.001,
  })
}

function valuesOf({ parameters }: Strategy) {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => [name, parameter.default]),
  )
}

/** Every wish is filled whole at the next open: what a backtest assumes. */
function trade(strategy: Strategy, bars: Bars): readonly BotFill[] {
  const fills: BotFill[] = []
  for (let i = 0; i < bars.length - 1; i++) {
    const decision = playUntil(strategy, sliceBars(bars, 0, i + 1), fills)
    if (decision.kind !== 'wish') continue
    const at = unixMsOf(closeTimeOf(bars, i) + 1)
    fills.push({
      at,
      signed: decision.wish.kind === 'enter' ? 1 : -1,
      price: bars.open[i + 1] as number,
    })
  }
  return fills
}

test.each([smaCross, rsiReversion])(
  '$name trades as a bot what its backtest trades',
  (strategy) => {
    const bars = sliceBars(priceWalk(600), 0, 600)
    const startedAt = START
    const { trades } = runBacktest({
      bars,
      strategy: holdBack(strategy, startedAt),
      values: valuesOf(strategy),
      assumptions: { ...DEFAULT_ASSUMPTIONS, atEnd: 'mark' },
      tick: null,
    })
    const expected = trades
      .toArray()
      .flatMap(({ entryPrice, exitPrice }) => [entryPrice, exitPrice])
    expect(expected.length).toBeGreaterThan(4)
    expect(
      trade(strategy, bars)
        .map(({ price }) => price)
        .slice(0, expected.length),
    ).toEqual(expected)
  },
)

const BUY: BotWish = { kind: 'enter', signal: 'now' }
const bought: BotFill = { at: unixMsOf(2 * MINUTE_MS + 1), signed: 1, price: 100 }
const buyThenSell = scripted({
  1: (orders) => orders.long({ signal: 'now', stop: 95 }),
  3: (orders) => orders.close('enough'),
})
const minutes = (rows: readonly BarText[]) => barsFrom(rows, MINUTE_MS)

test('an entry is wished at its own close and never later', () => {
  const bars = minutes([FLAT, FLAT, FLAT])
  expect(playUntil(buyThenSell, sliceBars(bars, 0, 2))).toEqual({ kind: 'wish', wish: BUY })
  expect(playUntil(buyThenSell, bars)).toEqual({ kind: 'none' })
})

test('a closing is wished until nothing is held, dust aside', () => {
  const bars = minutes([FLAT, FLAT, FLAT, FLAT, FLAT, FLAT])
  const exit = { kind: 'wish', wish: { kind: 'exit', signal: 'enough' } }
  const sold = { at: unixMsOf(5 * MINUTE_MS), signed: -0.9995, price: 100 }
  expect(playUntil(buyThenSell, sliceBars(bars, 0, 3), [bought])).toEqual({ kind: 'none' })
  expect(playUntil(buyThenSell, sliceBars(bars, 0, 4), [bought])).toEqual(exit)
  expect(playUntil(buyThenSell, bars, [bought])).toEqual(exit)
  expect(playUntil(buyThenSell, bars, [bought, sold])).toEqual({ kind: 'none' })
})

test('a stop that was touched within a bar closes at its close', () => {
  const bars = minutes([FLAT, FLAT, [100, 101, 94, 100]])
  expect(playUntil(buyThenSell, bars, [bought])).toEqual({
    kind: 'wish',
    wish: { kind: 'exit', signal: 'stop' },
  })
  const untouched = minutes([FLAT, FLAT, [100, 101, 96, 100]])
  expect(playUntil(buyThenSell, untouched, [bought])).toEqual({ kind: 'none' })
})

test('a short entry closes what is held and enters nothing', () => {
  const turning = scripted({ 2: (orders) => orders.short({ signal: 'down' }) })
  const bars = minutes([FLAT, FLAT, FLAT])
  expect(playUntil(turning, bars)).toEqual({ kind: 'none' })
  expect(playUntil(turning, bars, [bought])).toEqual({
    kind: 'wish',
    wish: { kind: 'exit', signal: 'down' },
  })
})

test('what is asked for before the start is not wished', () => {
  const bars = minutes([FLAT, FLAT])
  const startedAt = closeTimeOf(bars, 1)
  const play = { bars, strategy: buyThenSell, values: {}, tick: null, fills: [], flatBelow: 0 }
  expect(playBot({ ...play, startedAt })).toEqual({ kind: 'none' })
})

test('a strategy that waits for a price fails with the reason', () => {
  const waiting = scripted({ 0: (orders) => orders.long({ limit: 90 }) })
  expect(playUntil(waiting, minutes([FLAT]))).toMatchObject({
    kind: 'failed',
    failure: expect.stringContaining('waits for prices'),
  })
})
