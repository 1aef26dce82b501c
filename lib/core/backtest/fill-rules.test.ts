import { describe, expect, test } from 'vitest'
import { type Assumptions, DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { runBacktest } from '#core/backtest/run-backtest.ts'
import type { Trade } from '#core/backtest/trade-log.ts'
import type { Entry, Orders } from '#core/strategies/orders.ts'
import { type BarText, barsFrom } from '#test/backtest-bars.ts'
import { scripted } from '#test/scripted-strategy.ts'

const CALM: BarText = [100, 101, 99, 100]
const FREE: Partial<Assumptions> = { feeBps: 0, makerFeeBps: 0 }

describe('an order without a price', () => {
  test('is filled at the next open and not before', () => {
    const trade = onlyTrade([CALM, [102, 103, 101, 102], [104, 105, 103, 104], CALM], {
      0: (orders) => orders.long({ signal: 'go', tag: 'a' }),
      1: (orders) => orders.close(),
    })
    expect(trade).toMatchObject({ entryBar: 1, entryPrice: 102, exitBar: 2, exitPrice: 104 })
    expect(trade).toMatchObject({ exitReason: 'signal', signal: 'go', tag: 'a', pnl: 2 })
  })

  test('pays its fee on the notional of both sides', () => {
    const trade = onlyTrade(
      [CALM, CALM, [110, 110, 110, 110]],
      { 0: (orders) => orders.long(), 1: (orders) => orders.close() },
      { feeBps: 10 },
    )
    expect(trade.fees).toBeCloseTo(0.1 + 0.11, 12)
    expect(trade.pnl).toBeCloseTo(10 - 0.21, 12)
  })

  test('of the last bar is never filled', () => {
    expect(run([CALM, CALM], { 1: (orders) => orders.long() }).trades.length).toBe(0)
  })

  test('turns a position over at one open', () => {
    const { trades } = run([CALM, CALM, [105, 106, 104, 105], CALM], {
      0: (orders) => orders.long(),
      1: (orders) => orders.short(),
    })
    expect(trades.toArray()).toMatchObject([
      { side: 'long', exitBar: 2, exitPrice: 105 },
      { side: 'short', entryBar: 2, entryPrice: 105, exitReason: 'end', pnl: 5 },
    ])
  })

  const bothWays = (orders: Orders) => {
    orders.long()
    orders.short()
  }
  const inAndOut = (orders: Orders) => {
    orders.close()
    orders.short()
  }
  test('entering both ways on one bar enters nothing and leaves what is held', () => {
    const mark = { atEnd: 'mark' } as const
    expect(run([CALM, CALM], { 0: bothWays }, mark).open).toBe(null)
    const held = run([CALM, CALM, CALM], { 0: (orders) => orders.long(), 1: bothWays }, mark)
    expect(held.open).toMatchObject({ quantity: 1, entryBar: 1 })
  })

  test('closing together with entering on one bar only closes', () => {
    const { trades } = run([CALM, CALM, CALM], { 0: (orders) => orders.long(), 1: inAndOut })
    expect(trades.toArray()).toMatchObject([{ side: 'long', exitReason: 'signal' }])
    expect(run([CALM, CALM], { 0: inAndOut }).trades.length).toBe(0)
  })
})

describe('guards of a long position entered at 100', () => {
  const guarded = (entry: Entry, bar: BarText) =>
    onlyTrade([CALM, CALM, bar], { 0: (orders) => orders.long(entry) })

  test.each<{ name: string; entry: Entry; bar: BarText; wanted: Partial<Trade> }>([
    {
      name: 'a stop is left at its price',
      entry: { stop: 95 },
      bar: [98, 99, 94, 96],
      wanted: { exitPrice: 95, exitReason: 'stop', ambiguous: false, r: -1 },
    },
    {
      name: 'a gap below the stop is left at the open',
      entry: { stop: 95 },
      bar: [92, 99, 90, 96],
      wanted: { exitPrice: 92, exitReason: 'stop', r: -1.6 },
    },
    {
      name: 'a target is taken at its price',
      entry: { target: 110 },
      bar: [100, 112, 99, 100],
      wanted: { exitPrice: 110, exitReason: 'target', r: null },
    },
    {
      name: 'a gap above the target is taken at the open',
      entry: { target: 110 },
      bar: [113, 114, 99, 100],
      wanted: { exitPrice: 113, exitReason: 'target' },
    },
    {
      name: 'of stop and target in one bar the stop is assumed first, and said to be doubtful',
      entry: { stop: 95, target: 110 },
      bar: [100, 112, 94, 100],
      wanted: { exitPrice: 95, exitReason: 'stop', ambiguous: true },
    },
    {
      name: 'a bar that opens beyond the target leaves no doubt',
      entry: { stop: 95, target: 110 },
      bar: [111, 112, 94, 100],
      wanted: { exitPrice: 111, exitReason: 'target', ambiguous: false },
    },
    {
      name: 'a trailing stop is moved by the best price before the worst tests it',
      entry: { trail: 0.1 },
      bar: [100, 120, 107, 110],
      wanted: { exitPrice: 108, exitReason: 'trail', ambiguous: true },
    },
    {
      name: 'a target is taken before a trailing stop',
      entry: { trail: 0.1, target: 115 },
      bar: [100, 120, 107, 110],
      wanted: { exitPrice: 115, exitReason: 'target', ambiguous: true },
    },
    {
      name: 'a level that is only touched counts',
      entry: { stop: 95 },
      bar: [98, 99, 95, 96],
      wanted: { exitPrice: 95, exitReason: 'stop' },
    },
    {
      name: 'a level that is not touched does not',
      entry: { stop: 95, target: 110 },
      bar: [98, 109.99, 95.01, 96],
      wanted: { exitPrice: 96, exitReason: 'end' },
    },
  ])('$name', ({ entry, bar, wanted }) => {
    expect(guarded(entry, bar)).toMatchObject(wanted)
  })

  test('guard it in the bar of the entry as well', () => {
    const trade = onlyTrade([CALM, [100, 101, 94, 96], CALM], {
      0: (orders) => orders.long({ stop: 95 }),
    })
    expect(trade).toMatchObject({ entryBar: 1, exitBar: 1, exitPrice: 95 })
  })

  test('in the bar of the entry a trailing stop is not moved, afterwards that bar counts', () => {
    const trade = onlyTrade([CALM, [100, 120, 99, 119], [118, 119, 105, 106]], {
      0: (orders) => orders.long({ trail: 0.1 }),
    })
    expect(trade).toMatchObject({
      exitBar: 2,
      exitPrice: 108,
      exitReason: 'trail',
      ambiguous: false,
    })
  })
})

test('guards of a short position mirror those of a long one', () => {
  const mirror = (bar: BarText) =>
    onlyTrade([CALM, CALM, bar], { 0: (orders) => orders.short({ stop: 105, target: 90 }) })
  expect(mirror([100, 106, 89, 100])).toMatchObject({ exitPrice: 105, ambiguous: true, r: -1 })
  expect(mirror([108, 109, 89, 100])).toMatchObject({ exitPrice: 108, exitReason: 'stop' })
  expect(mirror([100, 104, 89, 100])).toMatchObject({ exitPrice: 90, exitReason: 'target', r: 2 })
})

describe('an entry with a price', () => {
  const entering = (entry: Entry, ...bars: BarText[]) =>
    run([CALM, ...bars], { 0: (orders) => orders.long(entry) })

  test('waits for its limit and gets it, or a better open', () => {
    const bars: BarText[] = [CALM, [99, 100, 97, 99]]
    expect(entering({ limit: 98 }, ...bars).trades.at(0)).toMatchObject({
      entryBar: 2,
      entryPrice: 98,
    })
    expect(entering({ limit: 98 }, [96, 97, 95, 96]).trades.at(0)).toMatchObject({ entryPrice: 96 })
  })

  test('of a limit takes no target of the same bar unless the close is beyond it', () => {
    const filled = (bar: BarText) => entering({ limit: 98, target: 102 }, bar, CALM).trades.at(0)
    expect(filled([100, 103, 97, 99])).toMatchObject({ exitReason: 'end' })
    expect(filled([100, 103, 97, 102.5])).toMatchObject({ exitBar: 1, exitReason: 'target' })
  })

  test('of a trigger takes the stop of the same bar, in doubt unless the close is beyond it', () => {
    const filled = (bar: BarText) => entering({ trigger: 102, stop: 98 }, bar, CALM).trades.at(0)
    expect(filled([100, 103, 97, 101])).toMatchObject({ exitReason: 'stop', ambiguous: true })
    expect(filled([100, 103, 97, 97.5])).toMatchObject({ exitReason: 'stop', ambiguous: false })
  })

  test('is dropped when its time is over', () => {
    const late: BarText = [99, 100, 97, 99]
    expect(entering({ limit: 98, validBars: 1 }, CALM, late).trades.length).toBe(0)
    expect(entering({ limit: 98, validBars: 2 }, CALM, late).trades.length).toBe(1)
  })
})

function run(
  rows: readonly BarText[],
  acts: Parameters<typeof scripted>[0],
  assumptions: Partial<Assumptions> = {},
) {
  return runBacktest({
    bars: barsFrom(rows),
    strategy: scripted(acts),
    values: {},
    assumptions: { ...DEFAULT_ASSUMPTIONS, ...FREE, ...assumptions },
    tick: null,
  })
}

function onlyTrade(...args: Parameters<typeof run>): Trade {
  const trades = run(...args).trades.toArray()
  expect(trades).toHaveLength(1)
  return trades[0] as Trade
}
