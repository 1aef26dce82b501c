import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AppError } from '#api/app-error.ts'
import type { VenueNewOrder } from '#ports/venue.ts'
import { anInstrument, at, q } from '#test/builders.ts'
import { ScriptedVenue } from '#test/scripted-venue.ts'
import { BudgetSpent } from './ccxt/http.ts'
import {
  CIRCUIT_OPEN,
  CLOCK_UNKNOWN_AFTER_MS,
  GuardedVenue,
  newVenueClock,
} from './guarded-venue.ts'
import { FAILURES_IN_A_ROW, OPEN_MS_FIRST } from './venue-circuits.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const { id: instrumentId } = anInstrument()
const order: VenueNewOrder = {
  ...{ instrumentId, clientOrderId: 'tb-1', quantity: q('1'), quoteAmount: null },
  ...{ limitPrice: null, stopPrice: null, postOnly: false },
  side: 'buy',
  type: 'limit',
  timeInForce: 'GTC',
  ...{ claimedAt: at(0), validUntil: at(5_000), requestId: 'r' },
}
const ref = { instrumentId, clientOrderId: 'tb-1', venueOrderId: null }

function guarded() {
  const venue = new ScriptedVenue(() => at(Date.now()))
  return {
    venue,
    guard: new GuardedVenue(venue, { now: () => at(Date.now()), monotonic: () => Date.now() }),
  }
}

async function failPlaces(guard: GuardedVenue, venue: ScriptedVenue): Promise<void> {
  venue.script = 'loseAnswer'
  for (let failed = 0; failed < FAILURES_IN_A_ROW; failed++) await guard.placeOrder(order)
}

test('five orders in a row without an answer open the circuit: the next is refused unsent', async () => {
  const { venue, guard } = guarded()
  await failPlaces(guard, venue)
  expect(guard.circuits.state('place')).toBe('open')
  expect(guard.circuits.since('place')).toBe(Date.now())
  expect(await guard.placeOrder(order)).toMatchObject({ kind: 'refused', reason: CIRCUIT_OPEN })
  expect(venue.sent).toHaveLength(FAILURES_IN_A_ROW)
})

test('cancels and reads have circuits of their own', async () => {
  const { venue, guard } = guarded()
  await failPlaces(guard, venue)
  expect(await guard.cancelOrder(ref)).toMatchObject({ kind: 'canceled' })
  expect(await guard.fetchOrder(ref)).toMatchObject({ kind: 'order' })
})

test('it closes by three harmless questions, not before its time, and never by an order', async () => {
  const { venue, guard } = guarded()
  await failPlaces(guard, venue)
  const asked = vi.spyOn(venue, 'measureClock')
  await guard.circuits.probe()
  expect(asked).not.toHaveBeenCalled()
  vi.setSystemTime(Date.now() + OPEN_MS_FIRST)
  await guard.circuits.probe()
  expect(asked).toHaveBeenCalledTimes(3)
  expect(guard.circuits.state('place')).toBe('closed')
  expect(venue.sent).toHaveLength(FAILURES_IN_A_ROW)
})

test('a question that fails keeps it open for twice as long', async () => {
  const { venue, guard } = guarded()
  await failPlaces(guard, venue)
  vi.spyOn(venue, 'measureClock').mockRejectedValueOnce(outage())
  vi.setSystemTime(Date.now() + OPEN_MS_FIRST)
  await guard.circuits.probe()
  vi.setSystemTime(Date.now() + OPEN_MS_FIRST)
  await guard.circuits.probe()
  expect(guard.circuits.state('place')).toBe('open')
  vi.setSystemTime(Date.now() + OPEN_MS_FIRST)
  await guard.circuits.probe()
  expect(guard.circuits.state('place')).toBe('closed')
})

test('a refusal by the venue and our own spent budget say nothing against it', async () => {
  const { venue, guard } = guarded()
  venue.script = 'refuse'
  for (let asked = 0; asked < 30; asked++) await guard.placeOrder(order)
  const spent = new AppError('VENUE_UNREACHABLE', { public: 'spent', cause: new BudgetSpent(1) })
  vi.spyOn(venue, 'fetchBalances').mockRejectedValue(spent)
  for (let asked = 0; asked < 30; asked++) await guard.fetchBalances().catch(() => undefined)
  expect([guard.circuits.state('place'), guard.circuits.state('read')]).toEqual([
    'closed',
    'closed',
  ])
})

test('while reads are not asked they fail as unreachable: never empty, never not found', async () => {
  const { venue, guard } = guarded()
  const read = vi.spyOn(venue, 'fetchOpenOrders').mockRejectedValue(outage())
  for (let asked = 0; asked < FAILURES_IN_A_ROW; asked++) {
    await guard.fetchOpenOrders().catch(() => undefined)
  }
  read.mockClear()
  await expect(guard.fetchOpenOrders()).rejects.toMatchObject({ code: 'VENUE_UNREACHABLE' })
  expect(read).not.toHaveBeenCalled()
})

test('a clock that nobody could measure for five minutes is not known', async () => {
  const { venue, guard } = guarded()
  expect(guard.clockOffsetMs()).toBeNull()
  await guard.measureClock()
  expect(guard.clockOffsetMs()).toBe(0)
  vi.spyOn(venue, 'measureClock').mockRejectedValue(outage())
  vi.setSystemTime(Date.now() + CLOCK_UNKNOWN_AFTER_MS)
  await guard.measureClock().catch(() => undefined)
  expect(guard.clockOffsetMs()).toBe(0)
  vi.setSystemTime(Date.now() + 1)
  expect(guard.clockOffsetMs()).toBeNull()
})

test('one account measures the venue’s clock for all', async () => {
  const shared = newVenueClock()
  const clock = { now: () => at(Date.now()), monotonic: () => Date.now() }
  const [one, other] = [
    new GuardedVenue(new ScriptedVenue(clock.now), clock, shared),
    new GuardedVenue(new ScriptedVenue(clock.now), clock, shared),
  ]
  await one.measureClock()
  expect([other.clockOffsetMs(), other.clockAgeMs()]).toEqual([0, 0])
})

function outage(): AppError {
  return new AppError('VENUE_UNREACHABLE', { public: 'no answer' })
}
