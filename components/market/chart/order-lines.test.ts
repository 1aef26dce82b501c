import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OrderView } from '#api/codecs/order.ts'
import type { PositionView } from '#api/codecs/portfolio.ts'
import { unixMsOf } from '#core/time/time.ts'
import { a, aFill, anInstrument, at, orderTerms, p, q } from '#test/builders.ts'
import { fillResults } from './fill-results.ts'
import { measure } from './measure.ts'
import { draggedPrice, lineEffect, orderLinesOf, steppedPrice } from './order-lines.ts'

const instrument = anInstrument()

function anOrder(shown: Partial<OrderView> = {}): OrderView {
  return {
    id: 'order',
    clientId: 'client',
    accountId: 'account',
    bookId: 'book',
    instrumentId: instrument.id,
    ...orderTerms(),
    origin: { kind: 'person', id: 'someone', signalId: null },
    note: null,
    state: 'WORKING',
    reason: null,
    reasonDetail: null,
    filledQuantity: q('0'),
    filledQuote: a('0'),
    venueOrderId: '1',
    clientOrderId: 'c1',
    holdAsset: null,
    holdAmount: a('0'),
    createdAt: at(0),
    claimedAt: null,
    sentAt: null,
    acknowledgedAt: null,
    triggeredAt: null,
    cancelRequestedAt: null,
    replaceRequestedAt: null,
    closedAt: null,
    updatedAt: at(0),
    ...shown,
  } as OrderView
}

function aPosition(shown: Partial<PositionView> = {}): PositionView {
  return {
    bookId: 'book',
    instrumentId: instrument.id,
    quantity: q('2'),
    averagePrice: p('100'),
    ...shown,
  } as PositionView
}

describe('orders as lines', () => {
  test('a stop-limit has two until its stop is hit, then one; the highest price is first', () => {
    const order = anOrder({ type: 'stopLimit', limitPrice: p('95'), stopPrice: p('96') })
    expect(orderLinesOf([order]).map(({ field }) => field)).toEqual(['stopPrice', 'limitPrice'])
    expect(orderLinesOf([{ ...order, triggeredAt: at(1) }]).map(({ field }) => field)).toEqual([
      'limitPrice',
    ])
  })

  test('a market order has none', () => {
    expect(orderLinesOf([anOrder({ type: 'market', limitPrice: null })])).toEqual([])
  })

  test('show what is left to fill', () => {
    const [line] = orderLinesOf([anOrder({ state: 'PARTIALLY_FILLED', filledQuantity: q('0.4') })])
    expect(line?.remaining).toBe(q('0.6'))
  })

  test.each([
    ['WORKING', {}, true],
    ['PARTIALLY_FILLED', {}, true],
    ['NEW', {}, false],
    ['SENDING', {}, false],
    ['QUARANTINED', {}, false],
    ['WORKING', { cancelRequestedAt: at(1) }, false],
    ['WORKING', { replaceRequestedAt: at(1) }, false],
  ] as const)('%s %j may be changed: %s', (state, shown, canChange) => {
    expect(orderLinesOf([anOrder({ state, ...shown })])[0]?.canChange).toBe(canChange)
  })
})

describe('dragging', () => {
  test('always ends on a tick, the nearest one', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 1_000_000, noNaN: true }), (value) => {
        const price = draggedPrice(value, instrument)
        expect(price).not.toBeNull()
        expect((price ?? 0n) % instrument.priceTick).toBe(0n)
        expect(Math.abs(Number(price ?? 0n) / 1e18 - value)).toBeLessThanOrEqual(
          0.005 + value * 1e-9,
        )
      }),
    )
  })

  test('below the first tick is no price', () => {
    expect(draggedPrice(0.001, instrument)).toBeNull()
    expect(draggedPrice(-4, instrument)).toBeNull()
    expect(draggedPrice(Number.NaN, instrument)).toBeNull()
  })

  test('steps by ticks and stays above zero', () => {
    expect(steppedPrice(p('100'), 3, instrument)).toBe(p('100.03'))
    expect(steppedPrice(p('0.01'), -1, instrument)).toBe(p('0.01'))
  })

  test('tells the move, the distance from the last price, and what it would realise of a long', () => {
    const [line] = orderLinesOf([anOrder({ side: 'sell', limitPrice: p('110') })])
    if (line === undefined) throw new Error('expected a line')
    const effect = lineEffect(line, p('96'), { last: p('101'), positions: [aPosition()] })
    expect(effect).toEqual({ change: p('-14'), fromLast: p('-5'), realizes: a('-4') })
  })

  test('realises a short’s gain when bought back below, and no more than is open', () => {
    const [line] = orderLinesOf([anOrder({ quantity: q('5'), limitPrice: p('99') })])
    if (line === undefined) throw new Error('expected a line')
    const short = aPosition({ quantity: q('-2') })
    expect(lineEffect(line, p('90'), { last: null, positions: [short] })).toMatchObject({
      fromLast: null,
      realizes: a('20'),
    })
  })

  test('realises nothing where the order adds to the position or is of another book', () => {
    const [line] = orderLinesOf([anOrder()])
    if (line === undefined) throw new Error('expected a line')
    const positions = [aPosition(), aPosition({ bookId: 'other', quantity: q('-1') })]
    expect(lineEffect(line, p('90'), { last: null, positions }).realizes).toBeNull()
  })
})

test('each fill realises what the position did by it', () => {
  const fill = (id: string, side: 'buy' | 'sell', price: string, venueAt: number) => ({
    ...aFill({
      side,
      price: p(price),
      quantity: q('1'),
      quoteQuantity: a(price),
      feeAmount: a('0'),
      venueTradeId: id,
      venueAt: unixMsOf(venueAt),
    }),
    id,
    clientId: 'client',
    recordedAt: at(0),
    source: 'stream' as const,
  })
  const results = fillResults(
    [fill('2', 'sell', '107', 2_000), fill('1', 'buy', '100', 1_000)],
    instrument,
  )
  expect(results.get('1')).toBe(a('0'))
  expect(results.get('2')).toBe(a('7'))
})

test('a measure tells price, percent, candles and time, with the direction', () => {
  const from = { at: 600_000, position: 10, price: p('200') }
  const to = { at: 0, position: 0.4, price: p('190') }
  expect(measure(from, to)).toEqual({
    change: p('-10'),
    percent: '−5.00 %',
    bars: -10,
    time: '10 m',
  })
})
