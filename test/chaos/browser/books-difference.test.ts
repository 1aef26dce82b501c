import { expect, test } from 'vitest'
import { parseAmount } from '#core/money/money.ts'
import { differencesOf } from './books-difference.ts'

const PAIRS = new Map([['ETHUSDT', { base: 'ETH', quote: 'USDT' }]])
const TRADE = {
  symbol: 'ETHUSDT',
  id: 7,
  orderId: 70,
  qty: '0.5',
  quoteQty: '1000',
  commission: '0.0005',
  commissionAsset: 'ETH',
  isBuyer: true,
}
const VENUE = {
  trades: [TRADE],
  balances: { ETH: { free: '0.4995', locked: '0' }, USDT: { free: '8000', locked: '1000' } },
}
const totals = (amounts: Record<string, string>) =>
  new Map(Object.entries(amounts).map(([asset, amount]) => [asset, parseAmount(amount)]))

test('books that have every trade and every balance do not differ', () => {
  const booked = {
    trades: new Set(['ETHUSDT 7']),
    totals: totals({ ETH: '0.4995', USDT: '9000' }),
  }
  expect([...differencesOf(booked, VENUE, PAIRS)]).toEqual([])
})

test('a trade that is not booked explains the balances that it moved', () => {
  const booked = { trades: new Set<string>(), totals: totals({ USDT: '10000' }) }
  expect([...differencesOf(booked, VENUE, PAIRS)]).toEqual(['trade ETHUSDT 7'])
})

test('a balance that no trade explains differs by itself', () => {
  const booked = {
    trades: new Set(['ETHUSDT 7']),
    totals: totals({ ETH: '0.4995', USDT: '9000.01' }),
  }
  expect([...differencesOf(booked, VENUE, PAIRS)]).toEqual(['balance USDT'])
})
