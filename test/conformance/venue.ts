import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assetIdOf } from '#core/market/instrument.ts'
import {
  add,
  formatDecimal,
  isPositive,
  notional,
  type Price,
  zeroAmount,
  zeroQuantity,
} from '#core/money/money.ts'
import { SECOND_MS, unixMsOf } from '#core/time/time.ts'
import type { VenueFill, VenueNewOrder, VenueOrder } from '#ports/venue.ts'
import { until } from '#test/exchange-client.ts'
import {
  balancesOf,
  clientOrderIdOf,
  refOf,
  refOfNew,
  shift,
  shown,
  text,
  type VenueRig,
  withoutMessage,
} from './venue-rig.ts'

/** Every venue that we trade at passes this. One order at a time, so that it may run against a real testnet. */
export function venueConformance(name: string, openRig: () => Promise<VenueRig>): void {
  describe(`${name} keeps the promises of the venue port`, () => {
    let rig: VenueRig
    let orders = 0
    beforeAll(async () => {
      rig = await openRig()
    })
    afterAll(() => rig.dispose())

    const anOrder = (changes: Partial<VenueNewOrder> = {}): VenueNewOrder => {
      const now = unixMsOf(Date.now())
      orders += 1
      return {
        instrumentId: rig.instrumentId,
        clientOrderId: `tb-conformance-${now}-${orders}`,
        side: 'buy',
        type: 'limit',
        quantity: rig.quantity,
        quoteAmount: null,
        limitPrice: rig.restingPrice,
        stopPrice: null,
        timeInForce: 'GTC',
        postOnly: false,
        claimedAt: now,
        validUntil: unixMsOf(now + 5 * SECOND_MS),
        requestId: 'conformance',
        ...changes,
      }
    }
    const place = async (changes: Partial<VenueNewOrder> = {}) => {
      const order = anOrder(changes)
      const outcome = await rig.venue.placeOrder(order)
      if (outcome.kind !== 'accepted') throw new Error(`expected accepted: ${text(outcome)}`)
      return { ...outcome, ref: refOf(outcome.order), sent: order }
    }
    /** Places an order that trades at once, and polls what it traded. */
    const trade = async () => {
      const before = await fillsSince(null)
      const { order } = await place({ limitPrice: rig.tradingPrice })
      return { order, fills: await fillsSince(before.at(-1)?.venueTradeId ?? null) }
    }
    const fillsSince = async (after: string | null): Promise<readonly VenueFill[]> => {
      const { instrumentId, openedAt: since } = rig
      return (await rig.venue.fetchFills({ instrumentId, after, since })).fills
    }

    test('its clock can be measured, and is close to ours', async () => {
      expect(rig.venue.clockOffsetMs()).toBeNull()
      const offsetMs = await rig.venue.measureClock()
      expect(Math.abs(offsetMs)).toBeLessThan(SECOND_MS)
      expect(rig.venue.clockOffsetMs()).toBe(offsetMs)
    })

    test('a resting order is found by our id and among the open ones, until it is canceled', async () => {
      const { order, ref, fills, sent } = await place()
      expect(fills).toEqual([])
      expect(order).toMatchObject({
        state: 'WORKING',
        clientOrderId: sent.clientOrderId,
        quantity: sent.quantity,
        filledQuantity: zeroQuantity,
        limitPrice: sent.limitPrice,
      })
      expect(await rig.venue.fetchOrder(ref)).toMatchObject({ state: 'WORKING' })
      const byOurId = { ...ref, venueOrderId: null }
      expect(await rig.venue.fetchOrder(byOurId)).toMatchObject({
        venueOrderId: order.venueOrderId,
      })
      expect((await rig.venue.fetchOpenOrders()).map(clientOrderIdOf)).toContain(sent.clientOrderId)
      const canceled = await rig.venue.cancelOrder(byOurId)
      expect(canceled).toMatchObject({
        kind: 'canceled',
        order: { state: 'CANCELED', clientOrderId: sent.clientOrderId },
      })
      expect(await rig.venue.fetchOrder(byOurId)).toMatchObject({ state: 'CANCELED' })
      expect((await rig.venue.fetchOpenOrders()).map(clientOrderIdOf)).not.toContain(
        sent.clientOrderId,
      )
    })

    test('a cancel is safe to repeat: the second finds nothing open', async () => {
      const { ref } = await place()
      await rig.venue.cancelOrder(ref)
      expect(await rig.venue.cancelOrder(ref)).toMatchObject({ kind: 'notOpen' })
    })

    test('an order that was never sent is not found', async () => {
      const { instrumentId } = rig
      const ref = { instrumentId, clientOrderId: 'tb-never-sent', venueOrderId: null }
      expect(await rig.venue.fetchOrder(ref)).toEqual({ kind: 'notFound' })
    })

    test('the fills in the answer are those that the poll finds, and add up to what the order says', async () => {
      const before = await fillsSince(null)
      const { order, fills } = await place({ limitPrice: rig.tradingPrice })
      expect(order).toMatchObject({ state: 'FILLED', filledQuantity: rig.quantity })
      const polled = await fillsSince(before.at(-1)?.venueTradeId ?? null)
      const ours = polled.filter((fill) => fill.venueOrderId === order.venueOrderId)
      expect(ours.map(withoutMessage)).toEqual(fills.map(withoutMessage))
      const sum = ours.reduce((total, fill) => add(total, fill.quantity), zeroQuantity)
      expect(sum).toBe(order.filledQuantity)
      const quote = ours.reduce((total, fill) => add(total, fill.quoteQuantity), zeroAmount)
      expect(quote).toBe(order.filledQuote)
    })

    test('polling after a known trade gives what came later and nothing twice', async () => {
      const { order, fills } = await trade()
      expect(new Set(fills.map((fill) => fill.venueOrderId))).toEqual(new Set([order.venueOrderId]))
      const [first, ...later] = await fillsSince(null)
      expect(await fillsSince(first?.venueTradeId ?? null)).toEqual(later)
      expect(await fillsSince(fills.at(-1)?.venueTradeId ?? null)).toEqual([])
    })

    test('a market order by quote amount spends no more than that', async () => {
      const quoteAmount = notional(rig.tradingPrice, rig.quantity, 'down')
      const { order } = await place({
        type: 'market',
        limitPrice: null,
        quantity: null,
        quoteAmount,
      })
      expect(order).toMatchObject({ state: 'FILLED', type: 'market' })
      expect(order.filledQuote <= quoteAmount && isPositive(order.filledQuote)).toBe(true)
    })

    test('a post-only order that would trade is refused, with proof that nothing happened', async () => {
      const order = anOrder({ limitPrice: rig.tradingPrice, postOnly: true })
      expect(await rig.venue.placeOrder(order)).toMatchObject({
        kind: 'refused',
        reason: 'VENUE_ORDER_REJECTED',
      })
      expect(await rig.venue.fetchOrder(refOfNew(order))).toEqual({ kind: 'notFound' })
    })

    test('an order off the tick is refused, with proof that nothing happened', async () => {
      const price = (rig.restingPrice + 1n) as Price
      const order = anOrder({ limitPrice: price })
      const outcome = await rig.venue.placeOrder(order)
      expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/^VENUE_/) })
    })

    test('an order that arrives after its deadline is refused by the venue itself', async () => {
      const late = Date.now() - 60 * SECOND_MS
      const order = anOrder({
        claimedAt: unixMsOf(late),
        validUntil: unixMsOf(late + 5 * SECOND_MS),
      })
      // To this one's clock the order is still fresh: only the venue can know better.
      expect(await rig.lateVenue.placeOrder(order)).toMatchObject({
        kind: 'refused',
        reason: 'VENUE_DEADLINE_PASSED',
      })
      expect(await rig.venue.fetchOrder(refOfNew(order))).toEqual({ kind: 'notFound' })
    })

    test('an order whose deadline has passed is not even sent', async () => {
      const late = Date.now() - 60 * SECOND_MS
      const order = anOrder({
        claimedAt: unixMsOf(late),
        validUntil: unixMsOf(late + 5 * SECOND_MS),
      })
      expect(await rig.venue.placeOrder(order)).toMatchObject({
        kind: 'refused',
        reason: 'SEND_WINDOW_PASSED',
      })
    })

    test('an answer that got lost leaves the outcome unknown, and the order can be found', async () => {
      await rig.dropNextAnswer()
      const order = anOrder()
      expect(await rig.venue.placeOrder(order)).toMatchObject({ kind: 'unknown' })
      const found = await rig.venue.fetchOrder(refOfNew(order))
      expect(found).toMatchObject({ kind: 'order', clientOrderId: order.clientOrderId })
      await rig.venue.cancelOrder(refOfNew(order))
    })

    test('a client order id that is open is not accepted twice, and that answer proves nothing', async () => {
      const { sent, ref } = await place()
      const again = await rig.venue.placeOrder(sent)
      expect(again.kind).toBe('unknown')
      const open = await rig.venue.fetchOpenOrders()
      expect(open.filter((it) => it.clientOrderId === sent.clientOrderId)).toHaveLength(1)
      await rig.venue.cancelOrder(ref)
    })

    test('balances change by exactly what the fills and fees say', async () => {
      const before = await balancesOf(rig.venue)
      const { fills } = await trade()
      const after = await balancesOf(rig.venue)
      const [base = '', quote = ''] = rig.instrumentId.split(':')[1]?.split('-') ?? []
      const expected = new Map(before)
      for (const fill of fills) {
        shift(expected, base, fill.quantity)
        shift(expected, quote, -fill.quoteQuantity)
        shift(expected, fill.feeAsset, -fill.feeAmount)
      }
      expect(shown(after)).toEqual(shown(expected))
    })

    test('a fee in a third coin names that coin', async () => {
      await rig.payFeesInThirdCoin()
      const { fills } = await trade()
      expect(fills.map((fill) => fill.feeAsset)).toEqual(fills.map(() => assetIdOf('BNB')))
      expect(fills.every((fill) => isPositive(fill.feeAmount))).toBe(true)
    })

    test('a deposit appears among the transfers, once', async () => {
      const since = unixMsOf(Date.now())
      await rig.deposit('USDT', '12.5')
      const transfers = await rig.venue.fetchTransfers({ since })
      const deposits = transfers.filter((it) => formatDecimal(it.amount) === '12.5')
      expect(deposits).toMatchObject([{ kind: 'deposit', asset: 'USDT' }])
    })

    test('the key says what it may do', async () => {
      expect(await rig.venue.fetchPermissions()).toMatchObject({
        canTrade: true,
        canWithdraw: false,
      })
    })

    test('the stream hints at orders, fills and balances, and says when it was away', async () => {
      const seen = { gaps: 0, balances: 0, fills: [] as VenueFill[], orders: [] as VenueOrder[] }
      const stop = new AbortController()
      const listener = {
        onGap: () => {
          seen.gaps += 1
        },
        onBalanceChanged: () => {
          seen.balances += 1
        },
        onFill: (fill: VenueFill) => seen.fills.push(fill),
        onOrder: (order: VenueOrder) => seen.orders.push(order),
      }
      const watching = rig.venue.watchAccount(listener, stop.signal)
      await until('the stream to begin', () => seen.gaps === 1)
      const { fills, order } = await trade()
      await until('fills and balances', () => seen.fills.length === fills.length && seen.balances)
      expect(seen.fills.map(withoutMessage)).toEqual(fills.map(withoutMessage))
      expect(seen.orders.at(-1)).toMatchObject({
        venueOrderId: order.venueOrderId,
        clientOrderId: order.clientOrderId,
        state: 'FILLED',
        filledQuantity: order.filledQuantity,
      })
      await rig.breakStream()
      await until('the stream to come back', () => seen.gaps >= 2)
      const resting = await place()
      await until('an order after the gap', () =>
        seen.orders.some((it) => it.venueOrderId === resting.order.venueOrderId),
      )
      await rig.venue.cancelOrder(resting.ref)
      stop.abort()
      await watching
    })
  })
}
