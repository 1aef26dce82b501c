import { describe, expect, test } from 'vitest'
import { type Assumptions, DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { runBacktest } from '#core/backtest/run-backtest.ts'
import type { Bars } from '#core/market/bars.ts'
import { HOUR_MS, MINUTE_MS } from '#core/time/time.ts'
import { type BarText, barsFrom } from '#test/backtest-bars.ts'
import { scripted } from '#test/scripted-strategy.ts'

const CALM: BarText = [100, 101, 99, 100]
const FREE: Partial<Assumptions> = { feeBps: 0, makerFeeBps: 0 }
const buying = scripted({ 0: (orders) => orders.long() })
const buyingWithStop = scripted({ 0: (orders) => orders.long({ stop: 90 }) })

describe('how much is bought', () => {
  test.each<{ name: string; assumptions: Partial<Assumptions>; quantity: number }>([
    { name: 'units', assumptions: { sizing: { kind: 'units', units: 3 } }, quantity: 3 },
    {
      name: 'a part of the equity',
      assumptions: { cash: 1_000, sizing: { kind: 'equity', fraction: 0.5 } },
      quantity: 5,
    },
    {
      name: 'what the stop may lose',
      assumptions: { cash: 1_000, sizing: { kind: 'risk', fraction: 0.02 } },
      quantity: 2,
    },
    {
      name: 'no more than can be paid for with the fee',
      assumptions: { cash: 1_001, feeBps: 10, sizing: { kind: 'risk', fraction: 0.9 } },
      quantity: 10,
    },
    {
      name: 'no more than can be paid for where it slips to 101',
      assumptions: {
        cash: 1_010,
        slippage: slip(100, 0, 0),
        sizing: { kind: 'equity', fraction: 1 },
      },
      quantity: 10,
    },
    {
      name: 'whole lots',
      assumptions: { cash: 1_000, lot: 0.3, sizing: { kind: 'equity', fraction: 0.5 } },
      quantity: 4.8,
    },
    {
      name: 'more with leverage',
      assumptions: { cash: 1_000, leverage: 4, sizing: { kind: 'equity', fraction: 3 } },
      quantity: 30,
    },
  ])('$name', ({ assumptions, quantity }) => {
    const { trades } = run(barsFrom([CALM, CALM]), buyingWithStop, assumptions)
    expect(trades.at(0).quantity).toBeCloseTo(quantity, 12)
  })

  test.each<{ assumptions: Partial<Assumptions>; reason: string }>([
    { assumptions: { cash: 99 }, reason: 'CASH_SHORT' },
    { assumptions: { cash: 100, feeBps: 1 }, reason: 'CASH_SHORT' },
    { assumptions: { quantityMin: 2 }, reason: 'BELOW_QUANTITY_MIN' },
    { assumptions: { notionalMin: 100.01 }, reason: 'BELOW_NOTIONAL_MIN' },
  ])('nothing, and why: $reason', ({ assumptions, reason }) => {
    const { trades, refusals, taint } = run(barsFrom([CALM, CALM]), buying, assumptions)
    expect(trades.length).toBe(0)
    expect(refusals).toEqual({ [reason]: 1 })
    expect(taint).toContain('ENTRIES_REFUSED')
  })
})

describe('what an order costs', () => {
  const roundTrip = scripted({ 1: (orders) => orders.long(), 2: (orders) => orders.close() })
  const bars = barsFrom([CALM, CALM, CALM, CALM])

  test.each<{ name: string; assumptions: Partial<Assumptions>; pnl: number }>([
    { name: 'half the spread each way', assumptions: { slippage: slip(50, 0, 0) }, pnl: -1 },
    { name: 'impact of the square root', assumptions: { slippage: slip(0, 0, 0.1) }, pnl: -2 },
    { name: 'the largest of them', assumptions: { slippage: slip(50, 0, 0.1) }, pnl: -2 },
    {
      name: 'the rest of a tick',
      assumptions: { slippage: slip(12, 0, 0), tick: 0.5 },
      pnl: -1,
    },
  ])('$name', ({ assumptions, pnl }) => {
    expect(run(bars, roundTrip, assumptions).trades.at(0).pnl).toBeCloseTo(pnl, 10)
  })

  test('a limit order and a target slip by nothing and pay the fee of makers', () => {
    const strategy = scripted({ 0: (orders) => orders.long({ limit: 99.5, target: 101 }) })
    const assumptions = { feeBps: 100, makerFeeBps: 10, slippage: slip(50, 0, 0) }
    const { trades } = run(barsFrom([CALM, [100, 100.5, 99, 100], CALM]), strategy, assumptions)
    expect(trades.at(0)).toMatchObject({ entryPrice: 99.5, exitPrice: 101, exitReason: 'target' })
    expect(trades.at(0).fees).toBeCloseTo((99.5 + 101) / 1_000, 12)
  })

  test('funding is paid on the notional at each of its times, also those in a gap', () => {
    const held = barsFrom([CALM, CALM, CALM, CALM])
    held.openAt[3] = 6 * HOUR_MS
    const funding = { rate: 0.001, everyMs: 2 * HOUR_MS }
    const { trades } = run(held, buying, { funding })
    // Due at 2, 4 and 6 o'clock; the last two fall on the bar behind the gap.
    expect(trades.at(0).funding).toBeCloseTo(0.3, 12)
    expect(trades.at(0).pnl).toBeCloseTo(-0.3, 12)
    const short = scripted({ 0: (orders) => orders.short() })
    expect(run(held, short, { funding }).trades.at(0).pnl).toBeCloseTo(0.3, 12)
  })
})

describe('liquidation', () => {
  const leveraged: Partial<Assumptions> = {
    cash: 100,
    leverage: 5,
    maintenance: 0.1,
    sizing: { kind: 'equity', fraction: 5 },
  }
  // 5 units at 100 on 100 of cash: equity is 10 % of the notional at 400 / (5 x 0.9) = 88.89.
  test('comes where the equity is down to the maintenance margin', () => {
    const fall = barsFrom([CALM, CALM, [95, 96, 88, 89], CALM])
    const { trades, taint, equity } = run(fall, buying, leveraged)
    expect(trades.at(0)).toMatchObject({ exitReason: 'liquidation', exitBar: 2 })
    expect(trades.at(0).exitPrice).toBeCloseTo(400 / 4.5, 10)
    expect(equity.at(-1)).toBeCloseTo((5 * 400) / 4.5 - 400, 10)
    expect(taint).toContain('LIQUIDATED')
  })

  test('comes after a stop that is nearer, and at the open of a gap beyond it', () => {
    const fall = barsFrom([CALM, CALM, [95, 96, 80, 89]])
    expect(run(fall, buyingWithStop, leveraged).trades.at(0)).toMatchObject({ exitReason: 'stop' })
    const gap = barsFrom([CALM, CALM, [82, 84, 80, 83]])
    expect(run(gap, buying, leveraged).trades.at(0)).toMatchObject({ exitPrice: 82 })
  })

  test('comes for a short without leverage when the price has doubled', () => {
    const rise = barsFrom([CALM, CALM, [150, 210, 150, 205]])
    const short = scripted({ 0: (orders) => orders.short() })
    const { trades } = run(rise, short, { cash: 100 })
    expect(trades.at(0)).toMatchObject({ exitReason: 'liquidation', exitPrice: 200 })
  })
})

describe('detail of a shorter timeframe', () => {
  const guarded = scripted({ 0: (orders) => orders.long({ stop: 95, target: 105 }) })
  const hours = barsFrom([CALM, [100, 106, 94, 100], CALM])
  const quarters = (...rows: BarText[]) => barsFrom(rows, 15 * MINUTE_MS)
  const first = [CALM, CALM, CALM, CALM] as const

  test('tells which of stop and target came first, and when', () => {
    const up = quarters(
      ...first,
      [100, 103, 99, 103],
      [103, 106, 102, 104],
      [104, 104, 94, 95],
      CALM,
    )
    expect(run(hours, guarded, {}, up).trades.at(0)).toMatchObject({
      exitReason: 'target',
      exitPrice: 105,
      exitTime: HOUR_MS + 15 * MINUTE_MS,
      ambiguous: false,
    })
    expect(run(hours, guarded).trades.at(0)).toMatchObject({ exitReason: 'stop', ambiguous: true })
  })

  test('changes nothing where it has no bars', () => {
    const { trades } = run(hours, guarded, {}, quarters(...first))
    expect(trades.at(0)).toMatchObject({ exitReason: 'stop', ambiguous: true })
  })
})

function slip(halfSpreadBps: number, atrTimes: number, impact: number) {
  return { halfSpreadBps, atrTimes, impact }
}

function run(
  bars: Bars,
  strategy: ReturnType<typeof scripted>,
  assumptions: Partial<Assumptions> = {},
  detail?: Bars,
) {
  return runBacktest({
    bars,
    strategy,
    values: {},
    assumptions: { ...DEFAULT_ASSUMPTIONS, ...FREE, ...assumptions },
    tick: null,
    ...(detail && { detail }),
  })
}
