import { describe, expect, test } from 'vitest'
import { holdForOrder, settleHold } from '#core/ledger/hold-for-order.ts'
import type { OrderTerms } from '#core/orders/order.ts'
import type { OrderFacts } from '#core/orders/order-state.ts'
import { a, anInstrument, BTC, orderTerms, p, q, USDT } from '#test/builders.ts'

const noBuffers = { marketBps: 0, feeBps: 0 }

function hold(shown: Partial<OrderTerms>, buffers = noBuffers) {
  return holdForOrder({
    order: orderTerms(shown),
    instrument: anInstrument(),
    markPrice: p('200'),
    buffers,
  })
}

describe('what is held for an order', () => {
  test('a limit buy holds its notional, rounded up, whatever the mark', () => {
    const smallest = { quantity: q('0.000000000000000001'), limitPrice: p('100.5') }
    expect(hold({})).toEqual({ asset: USDT, amount: a('100') })
    expect(hold(smallest)).toEqual({ asset: USDT, amount: a('0.000000000000000101') })
  })

  test('a stop-limit buy holds at its limit price', () => {
    const order = { type: 'stopLimit', stopPrice: p('120'), limitPrice: p('130') } as const
    expect(hold(order)).toEqual({ asset: USDT, amount: a('130') })
  })

  test('a market buy of a quantity holds at the mark and what it may run', () => {
    const order = { type: 'market', limitPrice: null } as const
    expect(hold(order, { marketBps: 100, feeBps: 10 })).toEqual({
      asset: USDT,
      amount: a('202.202'),
    })
  })

  test('a market buy of an amount holds the amount', () => {
    const order = {
      type: 'market',
      quantity: null,
      quoteAmount: a('50'),
      limitPrice: null,
    } as const
    expect(hold(order, { marketBps: 100, feeBps: 0 })).toEqual({ asset: USDT, amount: a('50') })
  })

  test('a sell holds its quantity of the base asset', () => {
    expect(hold({ side: 'sell', quantity: q('2') })).toEqual({ asset: BTC, amount: a('2') })
  })

  test('a market buy of a quantity needs a mark', () => {
    const order = orderTerms({ type: 'market', limitPrice: null })
    expect(() =>
      holdForOrder({ order, instrument: anInstrument(), markPrice: null, buffers: noBuffers }),
    ).toThrow('held at the mark')
  })
})

describe('what becomes of the hold', () => {
  const facts = (shown: Partial<OrderFacts> = {}): OrderFacts => ({
    state: 'WORKING',
    quantity: q('4'),
    quoteAmount: null,
    filledQuantity: q('0'),
    filledQuote: a('0'),
    venueFilledQuantity: null,
    ...shown,
  })
  const quarter = facts({ state: 'PARTIALLY_FILLED', filledQuantity: q('1') })

  test('a fill at the limit consumes its share', () => {
    expect(
      settleHold({ before: facts(), after: quarter, held: a('400'), spent: a('100') }),
    ).toEqual({ consumed: a('100'), released: a('0'), remaining: a('300') })
  })

  test('a fill at a better price releases the difference', () => {
    expect(settleHold({ before: facts(), after: quarter, held: a('400'), spent: a('90') })).toEqual(
      { consumed: a('90'), released: a('10'), remaining: a('300') },
    )
  })

  test('an order that is closed before all its fills are booked keeps what those will take', () => {
    const closed = { ...facts({ state: 'CANCELED' }), closedFilledQuantity: q('3') }
    const before = { ...facts(), closedFilledQuantity: q('3') }
    expect(settleHold({ before, after: closed, held: a('400'), spent: a('0') })).toEqual({
      ...{ consumed: a('0'), released: a('100'), remaining: a('300') },
    })
    const booked = { ...closed, filledQuantity: q('3') }
    expect(settleHold({ before: closed, after: booked, held: a('300'), spent: a('290') })).toEqual({
      consumed: a('290'),
      released: a('10'),
      remaining: a('0'),
    })
  })

  test('a fill that spends more than its share leaves the others theirs', () => {
    expect(
      settleHold({ before: facts(), after: quarter, held: a('400'), spent: a('103') }),
    ).toEqual({ consumed: a('100'), released: a('0'), remaining: a('300') })
  })

  test('what remains is rounded up, so that it is never short of what may be spent', () => {
    const of3 = facts({ quantity: q('3') })
    const third = facts({ ...of3, filledQuantity: q('1') })
    expect(settleHold({ before: of3, after: third, held: a('100'), spent: a('33') })).toEqual({
      consumed: a('33'),
      released: a('0.333333333333333333'),
      remaining: a('66.666666666666666667'),
    })
  })

  test('the last fill and a cancel leave nothing held', () => {
    const filled = facts({ state: 'FILLED', filledQuantity: q('4') })
    const canceled = { ...quarter, state: 'CANCELED' as const }
    expect(settleHold({ before: quarter, after: filled, held: a('300'), spent: a('299') })).toEqual(
      { consumed: a('299'), released: a('1'), remaining: a('0') },
    )
    expect(settleHold({ before: quarter, after: canceled, held: a('300'), spent: a('0') })).toEqual(
      { consumed: a('0'), released: a('300'), remaining: a('0') },
    )
  })

  test('a quarantined order keeps its hold', () => {
    const quarantined = facts({ state: 'QUARANTINED' })
    expect(
      settleHold({ before: facts(), after: quarantined, held: a('400'), spent: a('0') }),
    ).toMatchObject({ remaining: a('400') })
  })

  test('a late fill of a closed order has no hold to consume', () => {
    const canceled = facts({ state: 'CANCELED' })
    const late = facts({ state: 'CANCELED', filledQuantity: q('1') })
    expect(settleHold({ before: canceled, after: late, held: a('0'), spent: a('100') })).toEqual({
      consumed: a('0'),
      released: a('0'),
      remaining: a('0'),
    })
  })

  test('a buy of an amount keeps what it has not spent, until the venue says it is complete', () => {
    const buy = facts({ quantity: null, quoteAmount: a('100') })
    const spentAll = facts({ ...buy, state: 'PARTIALLY_FILLED', filledQuote: a('100') })
    expect(settleHold({ before: buy, after: spentAll, held: a('100'), spent: a('100') })).toEqual({
      consumed: a('100'),
      released: a('0'),
      remaining: a('0'),
    })
    expect(
      settleHold({ before: spentAll, after: spentAll, held: a('0'), spent: a('0') }),
    ).toMatchObject({ remaining: a('0') })
  })
})
