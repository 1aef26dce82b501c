import { expect, test } from 'vitest'
import { parseAmount, parsePrice, parseQuantity } from '#core/money/money.ts'
import { unixMsOf } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type { VenueFill, VenueOrder } from '#ports/venue.ts'
import { anInstrument, USDT } from '#test/builders.ts'
import { toldClock } from '#test/told-clock.ts'
import { AwaitedAnswers } from './awaited-answers.ts'

const NOTHING = { orders: [], fills: [] }

test('what the answer told is not stored again when the stream tells it before', () => {
  const { answers } = waiting()
  answers.await('ours')
  const news = { orders: [order('WORKING', '0'), order('FILLED', '1')], fills: [fill('7')] }
  expect(answers.toStore(news)).toEqual(NOTHING)
  answers.answered('ours', { order: order('FILLED', '1'), fills: [fill('7')] })
  expect(answers.toStore(NOTHING)).toEqual(NOTHING)
})

test('what the answer told is not stored again when the stream tells it after', () => {
  const { answers } = waiting()
  answers.await('ours')
  answers.answered('ours', { order: order('FILLED', '1'), fills: [fill('7')] })
  const news = { orders: [order('WORKING', '0'), order('FILLED', '1')], fills: [fill('7')] }
  expect(answers.toStore(news)).toEqual(NOTHING)
})

test('what the answer did not tell is stored, whether it waited or came later', () => {
  const { answers } = waiting()
  answers.await('ours')
  const more = { orders: [order('PARTIALLY_FILLED', '0.5')], fills: [fill('8')] }
  expect(answers.toStore(more)).toEqual(NOTHING)
  answers.answered('ours', { order: order('WORKING', '0'), fills: [] })
  expect(answers.toStore(NOTHING)).toEqual(more)
  const canceled = { orders: [order('CANCELED', '0')], fills: [] }
  expect(answers.toStore(canceled)).toEqual(canceled)
})

test('news of an order whose answer cannot be stored, or does not come in time, are stored', () => {
  const { answers, giveUp } = waiting()
  const news = { orders: [order('FILLED', '1')], fills: [fill('7')] }
  answers.await('ours')
  answers.toStore(news)
  answers.answered('ours', null)
  expect(answers.toStore(NOTHING)).toEqual(news)
  answers.await('ours')
  answers.toStore(news)
  giveUp()
  return Promise.resolve().then(() => expect(answers.toStore(NOTHING)).toEqual(news))
})

test('news of orders that nobody waits for are stored at once', () => {
  const { answers } = waiting()
  answers.await('ours')
  const news = {
    orders: [{ ...order('FILLED', '1'), clientOrderId: null, venueOrderId: '2' }],
    fills: [{ ...fill('9'), venueOrderId: '2' }],
  }
  expect(answers.toStore(news)).toEqual(news)
})

function waiting() {
  const { promise, resolve } = Promise.withResolvers<void>()
  const clock: Clock = { ...toldClock(0), sleep: () => promise }
  return { answers: new AwaitedAnswers(clock), giveUp: resolve }
}

function order(state: VenueOrder['state'], filled: string): VenueOrder {
  return {
    kind: 'order',
    instrumentId: anInstrument().id,
    venueOrderId: '1',
    clientOrderId: 'ours',
    side: 'buy',
    type: 'limit',
    state,
    quantity: parseQuantity('1'),
    filledQuantity: parseQuantity(filled),
    filledQuote: parseAmount('0'),
    limitPrice: parsePrice('100'),
    stopPrice: null,
    createdAt: unixMsOf(0),
    updatedAt: unixMsOf(0),
    message: null,
  }
}

function fill(venueTradeId: string): VenueFill {
  return {
    instrumentId: anInstrument().id,
    venueTradeId,
    venueOrderId: '1',
    side: 'buy',
    price: parsePrice('100'),
    quantity: parseQuantity('1'),
    quoteQuantity: parseAmount('100'),
    feeAsset: USDT,
    feeAmount: parseAmount('0'),
    liquidity: 'taker',
    venueAt: unixMsOf(0),
    message: null,
  }
}
