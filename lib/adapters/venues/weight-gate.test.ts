import { expect, test } from 'vitest'
import { MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import { type Purpose, SHARES, WeightGate } from './weight-gate.ts'

const LOOKING: readonly Purpose[] = ['proof', 'quotes', 'snapshot', 'history']

function gateAt(start: number) {
  const time = { now: start }
  const clock = { now: () => unixMsOf(time.now) }
  return { time, gate: new WeightGate({ clock, weightPerMinute: 100 }) }
}

/** Asks for one weight after the other until the gate says no; returns how many it let through. */
function exhaust(gate: WeightGate, purpose: Purpose): number {
  let taken = 0
  while (gate.take(purpose, 1) === null) taken += 1
  return taken
}

test('whatever looks, in whatever order, leaves 35 % to orders, and orders leave 15 % to cancels', () => {
  for (const order of [LOOKING, LOOKING.toReversed()]) {
    const { gate } = gateAt(0)
    const looked = order.reduce((sum, purpose) => sum + exhaust(gate, purpose), 0)
    expect(looked).toBeLessThanOrEqual(65)
    expect(exhaust(gate, 'order')).toBe(85 - looked)
    expect(exhaust(gate, 'cancel')).toBe(15)
  }
})

test('the shares of all processes that only look never add up to more than what they may reach', () => {
  const sum = LOOKING.reduce((total, purpose) => total + SHARES[purpose].ownPercent, 0)
  expect(sum).toBe(SHARES.proof.untilPercent)
  expect(SHARES.order.untilPercent).toBeLessThan(SHARES.cancel.untilPercent)
})

test('a cancel goes out at once however much was read', () => {
  const { gate } = gateAt(0)
  for (const purpose of LOOKING) exhaust(gate, purpose)
  expect(gate.take('proof', 1)).toBe(MINUTE_MS)
  expect(gate.take('cancel', 1)).toBeNull()
})

test('proofs keep to 40 % while nobody else uses anything', () => {
  const { gate } = gateAt(0)
  expect(exhaust(gate, 'proof')).toBe(40)
})

test('history gives way as soon as half is used, by us or by others on our address', () => {
  const { gate } = gateAt(0)
  expect(gate.take('history', 1)).toBeNull()
  gate.tellUsed(50)
  expect(gate.take('history', 1)).toBe(MINUTE_MS)
  expect(gate.take('quotes', 1)).toBeNull()
})

test('a new minute brings the whole budget back', () => {
  const { gate, time } = gateAt(MINUTE_MS - 1)
  exhaust(gate, 'proof')
  expect(gate.take('proof', 1)).toBe(1)
  time.now = MINUTE_MS
  expect(gate.take('proof', 40)).toBeNull()
})

test('what the venue has counted for others on our address counts against orders', () => {
  const { gate } = gateAt(0)
  gate.tellUsed(85)
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
