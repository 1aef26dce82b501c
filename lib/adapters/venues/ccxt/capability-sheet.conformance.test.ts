import { afterAll, expect, test, vi } from 'vitest'
import { BINANCE_SPOT } from '#core/market/capability-sheet.ts'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { SECOND_MS, unixMsOf } from '#core/time/time.ts'
import type { VenueNewOrder } from '#ports/venue.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { p, q } from '#test/builders.ts'
import { silentLog } from '#test/silent-log.ts'
import { startExchange } from '#test/start-exchange.ts'
import { openVenues } from '../open-venues.ts'

/** Each line of Binance's sheet against the simulated exchange, which keeps Binance's rules with knobs. */
const INSTRUMENT = parseInstrumentId('sim:BTC-USDT')
const ORDER_PATH = { method: 'POST', path: '/api/v3/order' }
const exchange = await startExchange()
const { control } = exchange
await control.addLiquidity('BTCUSDT', [
  { side: 'BUY', price: '49990', quantity: '10' },
  { side: 'SELL', price: '50000', quantity: '10' },
])
const key = await control.openAccount({ balances: { USDT: '1000000' } })
const venues = openVenues({ simulatedUrl: exchange.restUrl, clock: systemClock, log: silentLog })
const venue = await venues.openVenue({ venueId: INSTRUMENT.venueId, mode: 'paper', key })
await venue.measureClock()
afterAll(async () => {
  await venue.close()
  await exchange.stop()
})

test('deadline: a request is taken within five seconds of its time, and refused after', async () => {
  const { deadlineMs } = BINANCE_SPOT
  const aged = (ms: number) => {
    const claimedAt = unixMsOf(Date.now() - ms)
    return venue.placeOrder({ ...anOrder(), claimedAt, validUntil: unixMsOf(claimedAt + 5_000) })
  }
  expect(await aged((deadlineMs ?? 0) - 2 * SECOND_MS)).toMatchObject({ kind: 'accepted' })
  expect(await aged((deadlineMs ?? 0) + 1)).toMatchObject({ kind: 'refused' })
})

test.each([
  ['less than', -(BINANCE_SPOT.timestampToleranceMs - 300), 'accepted'],
  // However late the request arrives on a busy machine, which makes up for the clock.
  ['far more than', -(BINANCE_SPOT.timestampToleranceMs + 10 * SECOND_MS), 'refused'],
] as const)('tolerance: a clock that is %s a second behind', async (_, ms, kind) => {
  const fault = await control.plantFault({ kind: 'clock-skew', ms })
  expect(await venue.placeOrder(anOrder())).toMatchObject({ kind })
  await control.removeFault(fault.id)
})

test('dedupe: an id is taken while its order is open, and free once that has ended', async () => {
  const order = anOrder()
  expect(await venue.placeOrder(order)).toMatchObject({ kind: 'accepted' })
  expect(await venue.placeOrder(fresh(order))).toMatchObject({ kind: 'unknown' })
  await venue.cancelOrder(refOf(order))
  expect(await venue.placeOrder(fresh(order))).toMatchObject({ kind: 'accepted' })
})

test('query: an order is found by our id after it has ended', async () => {
  const order = anOrder()
  await venue.placeOrder(order)
  await venue.cancelOrder(refOf(order))
  expect(await venue.fetchOrder(refOf(order))).toMatchObject({ state: 'CANCELED' })
  expect(BINANCE_SPOT.queryByClientIdMs).toBeGreaterThan(0)
})

test('engine: an answer that failed proves nothing, for the order is there', async () => {
  await control.plantFault({
    kind: 'http-error',
    status: 504,
    when: 'after',
    count: 1,
    match: ORDER_PATH,
  })
  const order = anOrder()
  expect(await venue.placeOrder(order)).toMatchObject({ kind: 'unknown' })
  expect(await venue.fetchOrder(refOf(order))).toMatchObject({ kind: 'order' })
  expect(BINANCE_SPOT.engineTimeoutMs).toBe(10 * SECOND_MS)
})

test('read lag: an order that was taken may not be found yet, and is within the lag', async () => {
  const { readLagMs } = BINANCE_SPOT
  const fault = await control.plantFault({ kind: 'lagged-reads', ms: readLagMs })
  const order = anOrder()
  expect(await venue.placeOrder(order)).toMatchObject({ kind: 'accepted' })
  const takenAt = performance.now()
  expect(await venue.fetchOrder(refOf(order))).toEqual({ kind: 'notFound' })
  await vi.waitFor(
    async () => expect(await venue.fetchOrder(refOf(order))).toMatchObject({ kind: 'order' }),
    { timeout: 3 * readLagMs, interval: 50 },
  )
  expect(performance.now() - takenAt).toBeGreaterThan(readLagMs - 500)
  await control.removeFault(fault.id)
})

test('disconnect: orders outlive the connection', async () => {
  const order = anOrder()
  await venue.placeOrder(order)
  await control.plantFault({ kind: 'disconnect', target: 'user' })
  expect(await venue.fetchOrder(refOf(order))).toMatchObject({ state: 'WORKING' })
  expect(BINANCE_SPOT.cancelsOnDisconnect).toBe(false)
})

test('the sheet that orders are sent by is the one that is proven here', () => {
  expect(venue.capabilities).toMatchObject({
    deadlineMs: BINANCE_SPOT.deadlineMs,
    timestampToleranceMs: BINANCE_SPOT.timestampToleranceMs,
    dedupe: BINANCE_SPOT.dedupe,
    engineTimeoutMs: BINANCE_SPOT.engineTimeoutMs,
    readLagMs: BINANCE_SPOT.readLagMs,
  })
})

let orders = 0

function anOrder(): VenueNewOrder {
  orders += 1
  return fresh({
    instrumentId: instrumentIdOf(INSTRUMENT),
    clientOrderId: `tb-sheet-${Date.now()}-${orders}`,
    side: 'buy',
    type: 'limit',
    quantity: q('0.01'),
    quoteAmount: null,
    limitPrice: p('40000'),
    stopPrice: null,
    timeInForce: 'GTC',
    postOnly: false,
    claimedAt: unixMsOf(Date.now()),
    validUntil: unixMsOf(Date.now()),
    requestId: 'sheet',
  })
}

/** The same order, asked for now. */
function fresh(order: VenueNewOrder): VenueNewOrder {
  const claimedAt = unixMsOf(Date.now())
  return { ...order, claimedAt, validUntil: unixMsOf(claimedAt + 5 * SECOND_MS) }
}

function refOf({ instrumentId, clientOrderId }: VenueNewOrder) {
  return { instrumentId, clientOrderId, venueOrderId: null }
}
