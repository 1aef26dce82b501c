import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PublicChannel, PublicPayload } from '#api/stream.ts'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import type { FeedListener, MarketFeed } from '#ports/market-feed.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { p, q } from '#test/builders.ts'
import { silentLog } from '#test/silent-log.ts'
import { type ExchangeProcess, startExchange } from '#test/start-exchange.ts'
import { openBinanceFeed } from './binance-feed.ts'

const listing = {
  instrumentId: instrumentIdOf(parseInstrumentId('sim:BTC-USDT')),
  venueSymbol: 'BTCUSDT',
}

let exchange: ExchangeProcess
let feed: MarketFeed

beforeAll(async () => {
  exchange = await startExchange()
  const parts = { clock: systemClock, dice: systemDice, log: silentLog }
  feed = openBinanceFeed({ ...parts, restUrl: exchange.restUrl, wsUrl: exchange.wsUrl })
})
afterAll(async () => {
  feed.close()
  await exchange.stop()
})

const WAIT_MAX_MS = 10_000
const LOOK_EVERY_MS = 10

/** What a listener heard, and waiting for it. */
class Heard<Kind extends PublicChannel> implements FeedListener<Kind> {
  readonly data: PublicPayload<Kind>[] = []
  isSilent: boolean | null = null

  onData(data: PublicPayload<Kind>): void {
    this.data.push(data)
  }

  onSilence(isSilent: boolean): void {
    this.isSilent = isSilent
  }

  async until(isThere: (heard: this) => boolean): Promise<void> {
    for (let waited = 0; !isThere(this); waited += LOOK_EVERY_MS) {
      if (waited > WAIT_MAX_MS) throw new Error(`not heard; last was ${String(this.data.length)}`)
      await delay(LOOK_EVERY_MS)
    }
  }
}

test('a book is told at once and whenever it changes', async () => {
  const order = { side: 'BUY', price: '50000.00', quantity: '0.5' } as const
  const { ids } = await exchange.control.addLiquidity('BTCUSDT', [order])
  const heard = new Heard<'book'>()
  const leave = feed.watch('book', listing, heard)
  await heard.until(({ data }) => data.at(-1)?.bids[0]?.[0] === p('50000'))
  expect(heard.data.at(-1)?.bids).toEqual([[p('50000'), q('0.5')]])
  await exchange.control.removeLiquidity('BTCUSDT', ids)
  await heard.until(({ data }) => data.at(-1)?.bids.length === 0)
  expect(heard.isSilent).toBe(false)
  leave()
})

test('trades, ticker and candles follow a trade; what there is none of is null', async () => {
  const trades = new Heard<'trades'>()
  const ticker = new Heard<'ticker'>()
  const candles = new Heard<'candles'>()
  const leave = [
    feed.watch('trades', listing, trades),
    feed.watch('ticker', listing, ticker),
    feed.watch('candles', listing, candles),
  ]
  await ticker.until(({ data }) => data.length > 0)
  expect(ticker.data.at(-1)?.bid).toBeNull()
  await exchange.control.addLiquidity('BTCUSDT', [
    { side: 'SELL', price: '50010.00', quantity: '0.3' },
    { side: 'BUY', price: '50010.00', quantity: '0.1' },
  ])
  await trades.until(({ data }) => data.at(-1)?.trades.length === 1)
  expect(trades.data.at(-1)?.trades[0]).toMatchObject({
    price: p('50010'),
    quantity: q('0.1'),
    takerSide: 'buy',
  })
  await ticker.until(({ data }) => data.at(-1)?.last === p('50010'))
  await ticker.until(({ data }) => data.at(-1)?.ask === p('50010'))
  await candles.until(({ data }) => data.at(-1)?.close === 50_010)
  for (const stop of leave) stop()
})

test('who comes later hears the newest trades first', async () => {
  const heard = new Heard<'trades'>()
  const leave = feed.watch('trades', listing, heard)
  await heard.until(({ data }) => data.length > 0)
  expect(heard.data[0]?.trades[0]?.price).toBe(p('50010'))
  leave()
})

test('a lost connection is silence, and after it everything is told again', async () => {
  const heard = new Heard<'book'>()
  const leave = feed.watch('book', listing, heard)
  await heard.until(({ data, isSilent }) => data.length > 0 && isSilent === false)
  const before = heard.data.length
  await exchange.control.plantFault({ kind: 'disconnect', target: 'market' })
  await heard.until(({ isSilent }) => isSilent === true)
  await heard.until(({ data, isSilent }) => isSilent === false && data.length > before)
  leave()
})

test("people who leaf through markets use no more than the gateway's tenth of the venue's budget", async () => {
  const usedWeight = async () => {
    const { headers } = await fetch(`${exchange.restUrl}/api/v3/ping`)
    return Number(headers.get('x-mbx-used-weight-1m'))
  }
  await untilRoomInTheMinute()
  const before = await usedWeight()
  const looks = Array.from({ length: 50 }, () =>
    feed.watch('trades', listing, new Heard<'trades'>()),
  )
  const last = new Heard<'book'>()
  const leave = feed.watch('book', listing, last)
  await exchange.control.addLiquidity('BTCUSDT', [{ side: 'BUY', price: '49000', quantity: '1' }])
  await last.until(({ data }) => data.at(-1)?.bids[0]?.[0] === p('49000'))
  expect((await usedWeight()) - before).toBeLessThanOrEqual(600 + 1)
  for (const stop of [...looks, leave]) stop()
})

/** The venue counts by the minute: a count must not begin anew while it is looked at. */
async function untilRoomInTheMinute(): Promise<void> {
  while (Date.now() % 60_000 > 55_000) await delay(LOOK_EVERY_MS)
}
