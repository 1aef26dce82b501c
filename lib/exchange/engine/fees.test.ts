import { expect, test } from 'vitest'
import { TestEngine } from '#test/exchange-engine.ts'

const RATES = { maker: '0.0005', taker: '0.001' }

test('a fee is taken from the received asset: base for a buyer, quote for a seller', () => {
  const engine = new TestEngine()
  const buyer = engine.account({ USDT: '1000' }, RATES)
  const seller = engine.account({ BTC: '1' }, RATES)
  engine.place(seller, { side: 'SELL', price: '100', quantity: '1' })
  engine.place(buyer, { price: '100', quantity: '1' })
  expect(engine.balance(buyer, 'BTC').free).toBe('0.99900000')
  expect(engine.balance(seller, 'USDT').free).toBe('99.95000000')
})

test('an account that pays in BNB gets the discount', () => {
  const engine = new TestEngine()
  const buyer = engine.account({ USDT: '1000', BNB: '1' }, { ...RATES, payInBnb: true })
  engine.quote('BNBUSDT', ['BUY', '500', '1'], ['SELL', '500', '1'])
  engine.quote('BTCUSDT', ['SELL', '100', '1'])
  engine.place(buyer, { price: '100', quantity: '1' })
  // 100 * 0.001 * 0.75 / 500
  expect(engine.balance(buyer, 'BNB').free).toBe('0.99985000')
  expect(engine.balance(buyer, 'BTC').free).toBe('1.00000000')
})

test('without enough BNB the fee falls back to the received asset', () => {
  const engine = new TestEngine()
  const buyer = engine.account({ USDT: '1000', BNB: '0.0001' }, { ...RATES, payInBnb: true })
  engine.quote('BNBUSDT', ['BUY', '500', '1'], ['SELL', '500', '1'])
  engine.quote('BTCUSDT', ['SELL', '100', '1'])
  engine.place(buyer, { price: '100', quantity: '1' })
  expect(engine.balance(buyer, 'BNB').free).toBe('0.00010000')
  expect(engine.balance(buyer, 'BTC').free).toBe('0.99900000')
})
