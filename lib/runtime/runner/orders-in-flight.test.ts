import { expect, test } from 'vitest'
import { OrdersInFlight } from './orders-in-flight.ts'

test('everyone who waits for room gets it, however many wait at once', async () => {
  // Cancels and new orders wait side by side; when only the last to wait was woken, the other round never ended.
  const inFlight = new OrdersInFlight(1)
  const started: string[] = []
  const work = (id: string) => async () => {
    started.push(id)
  }
  const { promise, resolve } = Promise.withResolvers<void>()
  await inFlight.start('first', () => promise)
  const waiting = ['a', 'b', 'c'].map((id) => inFlight.start(id, work(id)))
  resolve()
  await Promise.all(waiting)
  await inFlight.settled()
  expect(started).toEqual(['a', 'b', 'c'])
  expect(inFlight.size).toBe(0)
})
