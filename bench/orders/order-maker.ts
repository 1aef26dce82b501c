import { setTimeout as delay } from 'node:timers/promises'
import {
  formatDecimal,
  parseAmount,
  parsePrice,
  parseQuantity,
  priceOf,
  quantityFor,
  quantityOf,
} from '#core/money/money.ts'
import type { Trader, WireAccount } from './trader.ts'

/** Makes the bodies of orders on one paper account of the demo. */
export type OrderMaker = {
  readonly accountId: string
  /** Buys, market by market, what the selling orders of a whole load may need before theirs are filled. */
  readonly stockOrders: readonly Readonly<Record<string, unknown>>[]
  /** Fills at once; even ones buy what odd ones sell. */
  takingOrder(index: number): Readonly<Record<string, unknown>>
  /** Rests well below the market and above the price band's edge. */
  restingOrder(index: number): Readonly<Record<string, unknown>>
}

type WireInstrument = {
  readonly id: string
  readonly priceTick: string
  readonly quantityLot: string
}
type WireQuote = { readonly instrumentId: string; readonly bid: string | null }

const BASES = ['BTC', 'ETH', 'SOL', 'BNB', 'XRP', 'ADA', 'DOGE', 'AVAX']
/** Twice the exchange's least order, so that a falling price refuses none. */
const ORDER_QUOTE = parseAmount('10')
/** So many selling orders of one market may be on their way before a buying one of it is filled. */
const ORDERS_STOCKED = 400n
const RESTING_BPS_BELOW = 200n
const BPS = 10_000n
const CONNECT_MS_MAX = 60_000
const POLL_MS = 250

/** Waits for the demo's paper account to be connected and its markets to be quoted. */
export async function orderMaker(trader: Trader): Promise<OrderMaker> {
  const account = await connectedAccount(trader)
  const book = account.books.find(({ kind }) => kind === 'MANUAL')
  if (book === undefined) throw new Error('the account has no MANUAL book')
  const markets = await quotedMarkets(trader)
  const marketOf = (index: number) => {
    const market = markets[index % markets.length]
    if (market === undefined) throw new Error('the exchange quotes no market')
    return market
  }
  const whose = { accountId: account.id, bookId: book.id }
  const taking = { ...whose, type: 'market', timeInForce: 'IOC' }
  return {
    accountId: account.id,
    stockOrders: markets.map(({ id, stock }) => ({
      ...taking,
      instrumentId: id,
      side: 'buy',
      quantity: stock,
    })),
    takingOrder(index) {
      const { id, quantity } = marketOf(index >> 1)
      const side = index % 2 === 0 ? 'buy' : 'sell'
      return { ...taking, instrumentId: id, side, quantity }
    },
    restingOrder(index) {
      const { id, quantity, limitPrice } = marketOf(index)
      const terms = { side: 'buy', type: 'limit', timeInForce: 'GTC', postOnly: true }
      return { ...whose, instrumentId: id, ...terms, quantity, limitPrice }
    },
  }
}

async function connectedAccount(trader: Trader): Promise<WireAccount> {
  const path = '/api/v1/accounts'
  return untilSome(async () => {
    const { items } = await trader.get<{ items: readonly WireAccount[] }>(path)
    return items.find(({ status }) => status === 'CONNECTED') ?? null
  }, 'a connected account')
}

async function quotedMarkets(trader: Trader) {
  return untilSome(async () => {
    const instruments = await trader.get<{ items: readonly WireInstrument[] }>(
      '/api/v1/instruments',
    )
    const quotes = await trader.get<{ items: readonly WireQuote[] }>('/api/v1/quotes')
    const markets = BASES.flatMap((base) => {
      const id = `sim:${base}-USDT`
      const instrument = instruments.items.find((each) => each.id === id)
      const bid = quotes.items.find((each) => each.instrumentId === id)?.bid ?? null
      return instrument === undefined || bid === null ? [] : [marketTerms(instrument, bid)]
    })
    return markets.length === BASES.length ? markets : null
  }, 'eight quoted markets')
}

/** Sizes in whole lots and prices in whole ticks, in the exact arithmetic of the core. */
function marketTerms({ id, priceTick, quantityLot }: WireInstrument, bid: string) {
  const price = parsePrice(bid)
  const lot = parseQuantity(quantityLot)
  const tick = parsePrice(priceTick)
  const lots = quantityFor(ORDER_QUOTE, price, 'down') / lot + 1n
  const resting = price - (price * RESTING_BPS_BELOW) / BPS
  return {
    id,
    quantity: formatDecimal(quantityOf(lots * lot)),
    stock: formatDecimal(quantityOf(lots * lot * ORDERS_STOCKED)),
    limitPrice: formatDecimal(priceOf(resting - (resting % tick))),
  }
}

async function untilSome<T>(read: () => Promise<T | null>, what: string): Promise<T> {
  const deadline = Date.now() + CONNECT_MS_MAX
  while (Date.now() < deadline) {
    const found = await read()
    if (found !== null) return found
    await delay(POLL_MS)
  }
  throw new Error(`the desk had no ${what} within ${CONNECT_MS_MAX / 1000} s`)
}
