import { expect, test } from 'vitest'
import type { PublicPayload } from '#api/stream.ts'
import { createFirm } from '#test/builders/firm.ts'
import { createInstrument } from '#test/builders/market.ts'
import { at, p, q } from '#test/builders.ts'
import { GatewayClient } from '#test/gateway-client.ts'
import { openGatewayTest } from '#test/gateway-house.ts'

const house = await openGatewayTest()
const firm = await createFirm(house.database)
const trader = await house.createPerson(firm, 'TRADER')
const { port } = await house.startGateway({ tickMs: 50 })
const { feed } = house
await createInstrument(house.database)
const BOOK = 'book:sim:BTC-USDT'
const TRADES = 'trades:sim:BTC-USDT'

const bookAt = (bid: string): PublicPayload<'book'> => ({
  bids: [[p(bid), q('1')]],
  asks: [],
  at: at(1),
})
const tradeOf = (id: string) => ({
  id,
  price: p('1'),
  quantity: q('1'),
  takerSide: 'buy' as const,
  at: at(1),
})

async function watching(...channels: string[]): Promise<GatewayClient> {
  const client = await GatewayClient.open(port, await trader.ticket())
  for (const channel of channels) client.say({ op: 'subscribe', channel })
  await client.until(() => client.heard('subscribed').length === channels.length)
  return client
}

/** Leaves nothing behind: the next test begins with channels that know no state. */
async function allLeave(...clients: GatewayClient[]): Promise<void> {
  for (const client of clients) await client.close()
  await expect.poll(() => feed.watched.size, { timeout: 10_000 }).toBe(0)
}

test('a feed is heard while somebody watches and not a moment longer', async () => {
  const first = await watching(BOOK)
  const second = await watching(BOOK)
  expect([...feed.watched.keys()]).toEqual(['book'])
  first.say({ op: 'unsubscribe', channel: BOOK })
  await first.until(() => first.heard('unsubscribed').length === 1)
  expect(feed.watched.size).toBe(1)
  await allLeave(second)
  await first.close()
})

test('a burst of news is told as the newest state, in wire form', async () => {
  const client = await watching(BOOK)
  for (let i = 1; i <= 500; i++) feed.tell('book', bookAt(String(i)))
  await client.until(() => client.heard('data').length > 0)
  const isNewest = () => JSON.stringify(client.heard('data').at(-1)).includes('"500"')
  await client.until(isNewest)
  expect(client.heard('data').length).toBeLessThanOrEqual(2)
  expect(client.heard('data').at(-1)).toEqual({
    op: 'data',
    channel: BOOK,
    isStale: false,
    data: { bids: [['500', '1']], asks: [], at: 1 },
  })
  await allLeave(client)
})

test('who comes later hears the newest state at once', async () => {
  const first = await watching(BOOK, TRADES)
  feed.tell('book', bookAt('7'))
  feed.tell('trades', { trades: [tradeOf('2'), tradeOf('1')] })
  await first.until(() => first.heard('data').length === 2)
  const second = await watching(BOOK, TRADES)
  await second.until(() => second.heard('data').length === 2)
  expect(second.heard('data')).toEqual(first.heard('data'))
  await allLeave(first, second)
})

test('trades of a tick are told together, each once', async () => {
  const client = await watching(TRADES)
  for (const id of ['1', '2', '3']) feed.tell('trades', { trades: [tradeOf(id)] })
  feed.tell('trades', { trades: [tradeOf('2')] })
  const ids = () =>
    client
      .heard('data')
      .flatMap(({ data }) => (data as { trades: { id: string }[] }).trades.map(({ id }) => id))
  await client.until(() => ids().length === 3)
  feed.tell('trades', { trades: [tradeOf('4')] })
  await client.until(() => ids().length === 4)
  expect(ids().sort()).toEqual(['1', '2', '3', '4'])
  await allLeave(client)
})

test('a silent venue makes its channels stale, and its first word fresh again', async () => {
  const client = await watching(BOOK)
  const stale = () => client.heard('data').map(({ isStale }) => isStale)
  feed.silence('book', true)
  await client.until(() => stale().length === 1)
  expect(client.heard('data')[0]?.data).toBeNull()
  feed.tell('book', bookAt('8'))
  feed.silence('book', false)
  await client.until(() => stale().at(-1) === false)
  feed.silence('book', true)
  await client.until(() => stale().at(-1) === true)
  expect(client.heard('data').at(-1)?.data).toEqual({ bids: [['8', '1']], asks: [], at: 1 })
  await allLeave(client)
})
