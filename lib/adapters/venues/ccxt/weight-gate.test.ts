import { expect, test } from 'vitest'
import { MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import { WeightGate } from './weight-gate.ts'

function gateAt(start: number) {
  const time = { now: start }
  const clock = { now: () => unixMsOf(time.now) }
  return { time, gate: new WeightGate({ clock, weightPerMinute: 100 }) }
}

test('proofs stop at 40 % of the budget while orders go on to 80 % and cancels to the end', () => {
  const { gate } = gateAt(0)
  expect(gate.take('proof', 40)).toBeNull()
  expect(gate.take('proof', 1)).toBe(MINUTE_MS)
  expect(gate.take('order', 40)).toBeNull()
  expect(gate.take('order', 1)).toBe(MINUTE_MS)
  expect(gate.take('cancel', 20)).toBeNull()
  expect(gate.take('cancel', 1)).toBe(MINUTE_MS)
})

test('a new minute brings the whole budget back', () => {
  const { gate, time } = gateAt(MINUTE_MS - 1)
  gate.take('proof', 40)
  expect(gate.take('proof', 1)).toBe(1)
  time.now = MINUTE_MS
  expect(gate.take('proof', 40)).toBeNull()
})

test('a month of candles takes nothing from quotes and proofs', () => {
  const { gate } = gateAt(0)
  expect(gate.take('history', 10)).toBeNull()
  expect(gate.take('history', 1)).toBe(MINUTE_MS)
  expect(gate.take('quotes', 10)).toBeNull()
  expect(gate.take('proof', 40)).toBeNull()
})

test('what the venue has counted for others on our address counts against orders', () => {
  const { gate } = gateAt(0)
  gate.tellUsed(80)
  expect(gate.take('order', 1)).toBe(MINUTE_MS)
  expect(gate.take('cancel', 1)).toBeNull()
})

test('after the venue asked for silence nothing is sent until then', () => {
  const { gate, time } = gateAt(0)
  gate.close(5_000)
  expect(gate.take('cancel', 1)).toBe(5_000)
  time.now = 5_000
  expect(gate.take('cancel', 1)).toBeNull()
})
