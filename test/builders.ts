import {
  type AssetId,
  assetIdOf,
  type Instrument,
  instrumentIdOf,
  venueIdOf,
} from '#core/market/instrument.ts'
import {
  type Amount,
  type Price,
  parseAmount,
  parsePrice,
  parseQuantity,
  type Quantity,
} from '#core/money/money.ts'
import type { Fill } from '#core/orders/fill.ts'
import type { OrderTerms } from '#core/orders/order.ts'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'

/** Short words for arranging: `p('100')` a price, `q('2')` a quantity, `a('0.1')` an amount. */
export const p = (text: string): Price => parsePrice(text)
export const q = (text: string): Quantity => parseQuantity(text)
export const a = (text: string): Amount => parseAmount(text)
export const at = (ms: number): UnixMs => unixMsOf(ms)

export const BTC: AssetId = assetIdOf('BTC')
export const USDT: AssetId = assetIdOf('USDT')
export const BNB: AssetId = assetIdOf('BNB')

/** BTC-USDT with round rules: tick 0.01, lot 0.001, at least 10 USDT, 500 bps around the mark. */
export function anInstrument(shown: Partial<Instrument> = {}): Instrument {
  const parts = { venueId: venueIdOf('sim'), base: BTC, quote: USDT }
  return {
    ...parts,
    id: instrumentIdOf(parts),
    priceTick: p('0.01'),
    quantityLot: q('0.001'),
    quantityMin: q('0.001'),
    quantityMax: q('1000'),
    notionalMin: a('10'),
    notionalMax: a('1000000'),
    priceBandBps: 500,
    isTrading: true,
    ...shown,
  }
}

/** A limit buy of 1 at 100, good til canceled. */
export function orderTerms(shown: Partial<OrderTerms> = {}): OrderTerms {
  return {
    side: 'buy',
    type: 'limit',
    quantity: q('1'),
    quoteAmount: null,
    limitPrice: p('100'),
    stopPrice: null,
    timeInForce: 'GTC',
    postOnly: false,
    reduceOnly: false,
    ...shown,
  }
}

/** A taker's buy of 1 BTC at 100 USDT without a fee. */
export function aFill(shown: Partial<Fill> = {}): Fill {
  return {
    accountId: 'account',
    instrumentId: anInstrument().id,
    orderId: 'order',
    venueOrderId: '1',
    venueTradeId: '1',
    bookId: 'book',
    side: 'buy',
    price: p('100'),
    quantity: q('1'),
    quoteQuantity: a('100'),
    feeAsset: USDT,
    feeAmount: a('0'),
    liquidity: 'taker',
    venueAt: at(1_000),
    ...shown,
  }
}
