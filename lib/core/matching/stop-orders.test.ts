import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StopOrders, TRIGGER, type Trigger } from './stop-orders.ts'

function takeAll(stops: StopOrders): number[] {
  const taken: number[] = []
  for (let handle = stops.take(); handle !== -1; handle = stops.take()) taken.push(handle)
  return taken
}

test('a stop triggers at its price and not one tick before', () => {
  const stops = new StopOrders()
  stops.add(1, TRIGGER.AT_OR_ABOVE, 105)
  stops.add(2, TRIGGER.AT_OR_BELOW, 95)
  stops.observe(104)
  stops.observe(96)
  expect(takeAll(stops)).toEqual([])
  stops.observe(105)
  stops.observe(95)
  expect(takeAll(stops)).toEqual([1, 2])
})

test('the nearest stop price triggers first, and at one price the earliest order', () => {
  const stops = new StopOrders()
  stops.add(1, TRIGGER.AT_OR_ABOVE, 107)
  stops.add(2, TRIGGER.AT_OR_ABOVE, 105)
  stops.add(3, TRIGGER.AT_OR_ABOVE, 106)
  stops.add(4, TRIGGER.AT_OR_ABOVE, 105)
  stops.observe(110)
  expect(takeAll(stops)).toEqual([2, 4, 3, 1])
})

test('what was triggered stays triggered when the price comes back', () => {
  const stops = new StopOrders()
  stops.add(1, TRIGGER.AT_OR_ABOVE, 105)
  stops.observe(105)
  stops.observe(100)
  expect(stops.isWaiting(1)).toBe(false)
  expect(takeAll(stops)).toEqual([1])
})

test('a canceled stop never triggers, and its handle may wait again', () => {
  const stops = new StopOrders()
  stops.add(1, TRIGGER.AT_OR_BELOW, 95)
  expect([stops.cancel(1), stops.cancel(1)]).toEqual([true, false])
  stops.observe(1)
  expect(takeAll(stops)).toEqual([])
  stops.add(1, TRIGGER.AT_OR_BELOW, 90)
  expect(() => stops.add(1, TRIGGER.AT_OR_BELOW, 90)).toThrow('already waits')
  expect(stops.size()).toBe(1)
})

test('any adds, cancels and trades trigger what a plain search triggers', () => {
  type Plain = { handle: number; trigger: Trigger; stop: number }
  const step = fc.record({
    kind: fc.constantFrom('add', 'add', 'cancel', 'trade'),
    trigger: fc.constantFrom(TRIGGER.AT_OR_ABOVE, TRIGGER.AT_OR_BELOW),
    price: fc.integer({ min: 90, max: 110 }),
    pick: fc.nat({ max: 20 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const stops = new StopOrders()
      let plain: Plain[] = []
      steps.forEach(({ kind, trigger, price, pick }, handle) => {
        if (kind === 'add') {
          stops.add(handle, trigger, price)
          plain.push({ handle, trigger, stop: price })
        } else if (kind === 'cancel') {
          const known = plain.some((order) => order.handle === pick)
          expect(stops.cancel(pick)).toBe(known)
          plain = plain.filter((order) => order.handle !== pick)
        } else {
          const rising = plain.filter((o) => o.trigger === TRIGGER.AT_OR_ABOVE && o.stop <= price)
          const falling = plain.filter((o) => o.trigger === TRIGGER.AT_OR_BELOW && o.stop >= price)
          rising.sort((a, b) => a.stop - b.stop)
          falling.sort((a, b) => b.stop - a.stop)
          const triggered = [...rising, ...falling]
          stops.observe(price)
          expect(takeAll(stops)).toEqual(triggered.map((order) => order.handle))
          plain = plain.filter((order) => !triggered.includes(order))
        }
        expect(stops.size()).toBe(plain.length)
      })
    }),
  )
})
