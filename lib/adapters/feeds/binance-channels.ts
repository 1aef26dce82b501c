import * as z from 'zod'
import { price, quantity } from '#api/codecs/money.ts'
import { time } from '#api/codecs/time.ts'
import type { PublicChannel, PublicPayload } from '#api/stream.ts'
import { type Price, parsePrice, type Quantity } from '#core/money/money.ts'
import type { UnixMs } from '#core/time/time.ts'

/**
 * How Binance's public market data becomes ours.
 * https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams
 */
export type ChannelReader<Kind extends PublicChannel = PublicChannel> = {
  readonly streams: readonly string[]
  /** What is true before the streams say anything. */
  readonly snapshotPath: string
  /** What the venue counts for it. */
  readonly snapshotWeight: number
  /** Reads what a stream said. Throws ZodError for what is not the dialect. */
  read(stream: string, json: unknown, now: UnixMs): PublicPayload<Kind>
  /** Null when the streams have said something newer since. Throws ZodError for what is not the dialect. */
  readSnapshot(json: unknown, now: UnixMs): PublicPayload<Kind> | null
}

export const TRADES_IN_SNAPSHOT = 50

const levels = z.array(z.tuple([price, quantity])).readonly()
const depth = z.object({ bids: levels, asks: levels })
const streamTrade = z.object({ t: z.number(), p: price, q: quantity, T: time, m: z.boolean() })
const restTrade = z.object({
  id: z.number(),
  price,
  qty: quantity,
  time,
  isBuyerMaker: z.boolean(),
})
const bookTicker = z.object({ b: price, a: price })
const miniTicker = z.object({ c: price, o: price, v: quantity })
const dayTicker = z.object({
  bidPrice: price,
  askPrice: price,
  lastPrice: price,
  openPrice: price,
  volume: quantity,
})
/** Candles are research data, so they are numbers. */
const number = z.string().transform(Number)
const kline = z.object({
  k: z.object({ t: time, o: number, h: number, l: number, c: number, v: number, x: z.boolean() }),
})
const klineRow = z.tuple([time, number, number, number, number, number]).rest(z.unknown())

/** A reader of each channel for one symbol, such as `BTCUSDT`; a new one for every connection. */
export const READERS: {
  readonly [Kind in PublicChannel]: (symbol: string) => ChannelReader<Kind>
} = {
  book: (symbol) => {
    let isHeard = false
    return {
      streams: [`${symbol.toLowerCase()}@depth20@100ms`],
      snapshotPath: `/api/v3/depth?symbol=${symbol}&limit=20`,
      snapshotWeight: 5,
      read(_stream, json, at) {
        isHeard = true
        return { ...depth.parse(json), at }
      },
      readSnapshot: (json, at) => (isHeard ? null : { ...depth.parse(json), at }),
    }
  },
  trades: (symbol) => ({
    streams: [`${symbol.toLowerCase()}@trade`],
    snapshotPath: `/api/v3/trades?symbol=${symbol}&limit=${TRADES_IN_SNAPSHOT}`,
    snapshotWeight: 25,
    read(_stream, json) {
      const { t, p, q, T, m } = streamTrade.parse(json)
      return { trades: [tradeOf({ id: t, price: p, quantity: q, at: T, isBuyerMaker: m })] }
    },
    readSnapshot: (json) => ({
      trades: z
        .array(restTrade)
        .parse(json)
        .map(({ qty, time: at, ...trade }) => tradeOf({ ...trade, quantity: qty, at }))
        .reverse(),
    }),
  }),
  ticker: tickerReader,
  candles: (symbol) => {
    let isHeard = false
    return {
      streams: [`${symbol.toLowerCase()}@kline_1m`],
      snapshotPath: `/api/v3/klines?symbol=${symbol}&interval=1m&limit=1`,
      snapshotWeight: 2,
      read(_stream, json) {
        isHeard = true
        const { t: openAt, o: open, h: high, l: low, c: close, v: volume, x } = kline.parse(json).k
        return { openAt, open, high, low, close, volume, isClosed: x }
      },
      readSnapshot(json) {
        const [[openAt, open, high, low, close, volume]] = z.tuple([klineRow]).parse(json)
        return isHeard ? null : { openAt, open, high, low, close, volume, isClosed: false }
      },
    }
  },
}

/** The best prices and the day come by two streams; each changes its part of the ticker. */
function tickerReader(symbol: string): ChannelReader<'ticker'> {
  const best = `${symbol.toLowerCase()}@bookTicker`
  const day = `${symbol.toLowerCase()}@miniTicker`
  const heard = new Set<string>()
  let known: Omit<PublicPayload<'ticker'>, 'at'> = {
    bid: null,
    ask: null,
    last: null,
    open24h: null,
    volume24h: null,
  }
  return {
    streams: [best, day],
    snapshotPath: `/api/v3/ticker/24hr?symbol=${symbol}`,
    snapshotWeight: 2,
    read(stream, json, at) {
      heard.add(stream)
      if (stream === best) {
        const { b, a } = bookTicker.parse(json)
        known = { ...known, bid: unlessZero(b), ask: unlessZero(a) }
      } else {
        const { c, o, v } = miniTicker.parse(json)
        known = { ...known, last: unlessZero(c), open24h: unlessZero(o), volume24h: v }
      }
      return { ...known, at }
    },
    readSnapshot(json, at) {
      const { bidPrice, askPrice, lastPrice, openPrice, volume } = dayTicker.parse(json)
      if (!heard.has(best)) {
        known = { ...known, bid: unlessZero(bidPrice), ask: unlessZero(askPrice) }
      }
      if (!heard.has(day)) {
        const [last, open24h] = [unlessZero(lastPrice), unlessZero(openPrice)]
        known = { ...known, last, open24h, volume24h: volume }
      }
      return { ...known, at }
    },
  }
}

type VenueTrade = {
  readonly id: number
  readonly price: Price
  readonly quantity: Quantity
  readonly at: UnixMs
  readonly isBuyerMaker: boolean
}

function tradeOf({ id, isBuyerMaker, ...trade }: VenueTrade) {
  return {
    ...trade,
    id: String(id),
    takerSide: isBuyerMaker ? ('sell' as const) : ('buy' as const),
  }
}

const ZERO = parsePrice('0')

/** The dialect writes a price that there is none of as zero. */
function unlessZero(value: Price): Price | null {
  return value === ZERO ? null : value
}
