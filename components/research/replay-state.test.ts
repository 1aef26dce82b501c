import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BacktestTradeView } from '#api/codecs/research.ts'
import { unixMsOf } from '#core/time/time.ts'
import {
  pageSpan,
  pagesAround,
  type ReplayBar,
  replayStateAt,
  slotAt,
  slotsOf,
  stepFrom,
} from './replay-state.ts'

const timeframeMs = 60_000
const START = Date.UTC(2026, 0, 1)

function barsAt(slots: readonly number[]): ReplayBar[] {
  return slots.map((slot) => ({
    openAt: START + slot * timeframeMs,
    open: slot,
    high: slot,
    low: slot,
    close: slot,
  }))
}

function aTrade(entrySlot: number, exitSlot: number): BacktestTradeView {
  return {
    entryTime: unixMsOf(START + entrySlot * timeframeMs),
    exitTime: unixMsOf(START + exitSlot * timeframeMs),
    side: 'long',
    quantity: 1,
    entryPrice: entrySlot,
    exitPrice: exitSlot,
    fees: 0,
    pnl: 1,
    r: null,
    exitReason: 'signal',
    ambiguous: false,
    signal: null,
    tag: null,
  }
}

const at = (slot: number) => ({ openAt: START + slot * timeframeMs, timeframeMs })
const bars = barsAt([0, 1, 2, 3, 4, 5, 6, 7])

test('a trade is seen from the close of the bar it was entered in, and its end from the bar it was left in', () => {
  const run = { trades: [aTrade(2, 4)], equity: [] }
  const seen = [1, 2, 3, 4].map((slot) => {
    const { held, closed } = replayStateAt(run, bars, at(slot))
    return [held?.entryPrice ?? null, closed.length]
  })
  expect(seen).toEqual([
    [null, 0],
    [2, 0],
    [2, 0],
    [null, 1],
  ])
})

test('whatever comes later, nothing of it is seen', () => {
  const trades = fc.uniqueArray(fc.nat({ max: 40 }), { maxLength: 16 }).map((slots) => {
    const order = [...slots].sort((a, b) => a - b)
    const pairs = order.flatMap((from, i) => (i % 2 === 0 ? [[from, order[i + 1] ?? 41]] : []))
    return pairs.map(([from = 0, to = 0]) => aTrade(from, to))
  })
  fc.assert(
    fc.property(trades, fc.nat({ max: 40 }), (all, slot) => {
      const close = START + (slot + 1) * timeframeMs
      const long = barsAt(Array.from({ length: 42 }, (_, i) => i))
      const equity = long.map(({ openAt, close: value }) => ({
        at: unixMsOf(openAt + timeframeMs),
        equity: value,
        drawdown: 0,
      }))
      const known = all
        .filter(({ entryTime }) => entryTime < close)
        .map((trade) =>
          trade.exitTime < close ? trade : { ...trade, exitTime: unixMsOf(START * 2), pnl: 666 },
        )
      const told = replayStateAt({ trades: all, equity }, long, at(slot))
      const cut = {
        trades: known,
        equity: equity.filter((point) => point.at <= close),
      }
      expect(told).toEqual(replayStateAt(cut, long.slice(0, slot + 1), at(slot)))
    }),
  )
})

test('a step goes to the next bar that there is, and the ends hold', () => {
  const gappy = barsAt([0, 1, 5, 6])
  const span = { firstAt: START, lastAt: START + 7 * timeframeMs, timeframeMs }
  const step = (slot: number, steps: number) => stepFrom(gappy, span, { slot, steps })
  expect([step(1, 1), step(5, -1), step(0, -1), step(6, 1), step(0, 100)]).toEqual([5, 1, 0, 6, 6])
})

test('pages follow each other to the end, and the one beside is there before it is seen', () => {
  const span = { firstAt: START, lastAt: START + 12_000 * timeframeMs, timeframeMs }
  expect(slotsOf(span)).toBe(12_000)
  expect([-1, 90_000, 1e12].map((after) => slotAt(span, START + after))).toEqual([0, 1, 11_999])
  expect([0, 4_990, 5_010, 7_000, 11_999].map((slot) => pagesAround(span, slot))).toEqual([
    [0],
    [0, 1],
    [0, 1],
    [1],
    [2],
  ])
  expect(pageSpan(span, 1).from).toBe(pageSpan(span, 0).to)
  expect(pageSpan(span, 2).to).toBe(span.lastAt)
})
