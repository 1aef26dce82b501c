import type { Page } from '@playwright/test'
import type * as z from 'zod'
import type { accountCodec, clientCodec } from '#api/codecs/client.ts'
import type { instrumentCodec, quoteCodec } from '#api/codecs/market.ts'
import {
  formatDecimal,
  parseAmount,
  parsePrice,
  parseQuantity,
  priceOf,
  quantityFor,
  quantityOf,
} from '#core/money/money.ts'
import { readApi } from './call-api.ts'

export type WireClient = z.input<typeof clientCodec>
export type WireAccount = z.input<typeof accountCodec>
type WireInstrument = z.input<typeof instrumentCodec>
type WireQuote = z.input<typeof quoteCodec>
type Items<T> = { readonly items: readonly T[] }

const RESTING_BELOW_PERCENT = 2n

/** The account of a client that can trade, and the book that hand-made orders belong to. */
export async function tradingAccount(page: Page, clientId: string | null) {
  const { items } = await readApi<Items<WireAccount>>(page, 'accounts')
  const account = items.find(
    (each) => each.status === 'CONNECTED' && (clientId === null || each.clientId === clientId),
  )
  const book = account?.books.find(({ kind }) => kind === 'MANUAL')
  if (account === undefined || book === undefined) throw new Error('no account can trade')
  return { ...account, bookId: book.id }
}

/** A client that no other test trades with, and its account: what stops trading is tried here. */
export async function quietAccount(page: Page) {
  const { items } = await readApi<Items<WireClient>>(page, 'clients')
  const client = items.findLast(({ status, name }) => status === 'ACTIVE' && !/^Harbour/.test(name))
  if (client === undefined) throw new Error('the demo has no client')
  return { client, account: await tradingAccount(page, client.id) }
}

/** Terms of a limit order that rests two percent below the market and is worth about `quoteAmount`. */
export function restingTerms(page: Page, instrumentId: string, quoteAmount: string) {
  return termsAway(page, instrumentId, { quoteAmount, percent: -RESTING_BELOW_PERCENT })
}

/** Terms of a limit order so many percent above the best bid, worth about `quoteAmount`. */
export async function termsAway(
  page: Page,
  instrumentId: string,
  { quoteAmount, percent }: { readonly quoteAmount: string; readonly percent: bigint },
) {
  const instruments = await readApi<Items<WireInstrument>>(page, 'instruments')
  const quotes = await readApi<Items<WireQuote>>(page, 'quotes')
  const instrument = instruments.items.find(({ id }) => id === instrumentId)
  const bid = quotes.items.find((each) => each.instrumentId === instrumentId)?.bid
  if (instrument === undefined || !bid) throw new Error(`no prices of ${instrumentId}`)
  const price = parsePrice(bid)
  const tick = parsePrice(instrument.priceTick)
  const lot = parseQuantity(instrument.quantityLot)
  const away = price + (price * percent) / 100n
  const limitPrice = priceOf(away - (away % tick))
  const lots = quantityFor(parseAmount(quoteAmount), limitPrice, 'down') / lot
  return {
    limitPrice: formatDecimal(limitPrice),
    quantity: formatDecimal(quantityOf(lots * lot)),
  }
}

/** The same as the body of a request. */
export async function restingOrder(
  page: Page,
  account: { readonly id: string; readonly bookId: string },
  instrumentId: string,
) {
  return {
    accountId: account.id,
    bookId: account.bookId,
    instrumentId,
    side: 'buy',
    type: 'limit',
    timeInForce: 'GTC',
    ...(await restingTerms(page, instrumentId, RESTING_QUOTE)),
  }
}

const RESTING_QUOTE = '50'
