import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { callApi, readApi } from '../../e2e/call-api.ts'
import { restingOrder, termsAway, tradingAccount, type WireClient } from '../../e2e/desk-facts.ts'

type Seed = { readonly base: string; readonly side: 'buy' | 'sell'; readonly quantity: string }
type Books = {
  readonly items: readonly { readonly state: string; readonly lastProvenAt: number | null }[]
}

const FILLING: readonly Seed[] = [
  { base: 'BTC', side: 'buy', quantity: '0.25' },
  { base: 'ETH', side: 'buy', quantity: '4' },
  { base: 'SOL', side: 'buy', quantity: '60' },
  { base: 'ETH', side: 'sell', quantity: '1.5' },
  { base: 'XRP', side: 'buy', quantity: '2500' },
]
const RESTING = ['BTC', 'ETH', 'BNB', 'AVAX']
const PROOF_MS_MAX = 90_000
const POLL_MS = 1_000

/** Gives every client some trades and open orders, and waits until the books are proven with them. */
export async function seedOrders(page: Page): Promise<void> {
  const { items: clients } = await readApi<{ items: readonly WireClient[] }>(page, 'clients')
  for (const client of clients) {
    const account = await tradingAccount(page, client.id)
    for (const { base, side, quantity } of FILLING) {
      const market = { instrumentId: `sim:${base}-USDT`, type: 'market', timeInForce: 'IOC' }
      const whose = { accountId: account.id, bookId: account.bookId }
      await place(page, { ...whose, ...market, side, quantity })
      await delay(POLL_MS) // the next one sells what this one has bought
    }
    await protect(page, account)
    for (const base of RESTING) {
      await place(page, await restingOrder(page, account, `sim:${base}-USDT`))
    }
  }
  await untilProven(page, Date.now())
}

/** A stop under most of what was bought. */
async function protect(page: Page, account: { readonly id: string; readonly bookId: string }) {
  const instrumentId = 'sim:BTC-USDT'
  const priceAway = async (percent: bigint) =>
    (await termsAway(page, instrumentId, { quoteAmount: '50', percent })).limitPrice
  await place(page, {
    accountId: account.id,
    bookId: account.bookId,
    instrumentId,
    side: 'sell',
    type: 'stopLimit',
    timeInForce: 'GTC',
    quantity: '0.2',
    stopPrice: await priceAway(-3n),
    limitPrice: await priceAway(-4n),
    reduceOnly: true,
  })
}

async function place(page: Page, body: unknown): Promise<void> {
  const answer = await callApi(page, { path: 'orders', body })
  const text = await answer.text()
  if (!answer.ok() || JSON.parse(text).state === 'DENIED') throw new Error(`not placed: ${text}`)
}

async function untilProven(page: Page, after: number): Promise<void> {
  const deadline = after + PROOF_MS_MAX
  while (Date.now() < deadline) {
    const { items } = await readApi<Books>(page, 'books')
    if (items.every((each) => each.state === 'PROVEN' && (each.lastProvenAt ?? 0) > after)) return
    await delay(POLL_MS)
  }
  throw new Error('the books were not proven after the orders')
}
