import {
  averagePriceJson,
  bookTickerJson,
  dayTicker,
  tickLotsText,
} from '../dialect/market-json.ts'
import { priceText, quantityText } from '../instruments.ts'
import { readDepth } from '../market-data/depth.ts'
import { DepthDiff } from '../market-data/depth-diff.ts'
import { openOf } from '../market-data/intervals.ts'
import { type Kline, klineAt } from '../market-data/klines.ts'
import type { SymbolData } from '../market-data/symbol-data.ts'

/** Makes the payloads of one stream; it exists only while someone is subscribed. */
export type StreamSource = {
  /** Milliseconds between looks at `poll`. */
  readonly everyMs: number
  /** What there is to say now: nothing, one payload or several. */
  poll(now: number): readonly unknown[]
  stop?(): void
}

export function depthDiffSource(data: SymbolData, everyMs: number): StreamSource {
  const diff = new DepthDiff(data)
  return {
    everyMs,
    poll: (now) => {
      const update = diff.read()
      if (update === null) return []
      const { firstUpdateId: U, lastUpdateId: u, bids: b, asks: a } = update
      return [{ e: 'depthUpdate', E: now, s: data.book.instrument.symbol, U, u, b, a }]
    },
    stop: () => diff.stop(),
  }
}

export function partialDepthSource(
  data: SymbolData,
  levels: number,
  everyMs: number,
): StreamSource {
  let sentUpdateId = -1
  return {
    everyMs,
    poll: () => {
      if (data.updateId === sentUpdateId) return []
      sentUpdateId = data.updateId
      return [{ lastUpdateId: sentUpdateId, ...readDepth(data.book, levels) }]
    },
  }
}

export function bookTickerSource(data: SymbolData, everyMs: number): StreamSource {
  let sent = ''
  return {
    everyMs,
    poll: () => {
      const { symbol: s, bidPrice: b, bidQty: B, askPrice: a, askQty: A } = bookTickerJson(data)
      const best = `${b} ${B} ${a} ${A}`
      if (best === sent) return []
      sent = best
      return [{ u: data.updateId, s, b, B, a, A }]
    },
  }
}

export function klineSource(data: SymbolData, interval: string, everyMs: number): StreamSource {
  let openAt = 0
  let sent = ''
  return {
    everyMs,
    poll: (now) => {
      data.candles.extendTo(now)
      const payloads: unknown[] = []
      const current = openOf(interval, now)
      const isNext = openAt !== 0 && current !== openAt
      const finished = isNext ? klineAt(data.candles, interval, openAt) : null
      if (finished !== null) payloads.push(klinePayload(data, interval, finished, true, now))
      openAt = current
      const running = klineAt(data.candles, interval, current)
      if (running === null) return payloads
      const state = `${running.openAt} ${running.trades}`
      if (state !== sent) payloads.push(klinePayload(data, interval, running, false, now))
      sent = state
      return payloads
    },
  }
}

export function tickerSource(
  symbols: readonly SymbolData[],
  payload: (data: SymbolData, now: number) => unknown,
  options: { readonly asList: boolean; readonly everyMs: number },
): StreamSource {
  const sent = new Map<SymbolData, number>()
  return {
    everyMs: options.everyMs,
    poll: (now) => {
      const moved = symbols.filter((data) => sent.get(data) !== data.book.nextTradeId)
      for (const data of moved) sent.set(data, data.book.nextTradeId)
      const payloads = moved.map((data) => payload(data, now)).filter((it) => it !== null)
      return options.asList && payloads.length > 0 ? [payloads] : payloads
    },
  }
}

export function averagePriceSource(data: SymbolData, everyMs: number): StreamSource {
  const { instrument } = data.book
  return tickerSource(
    [data],
    (_data, now) => {
      const { price: w } = averagePriceJson(instrument, data.averageTicks(now), now)
      return { e: 'avgPrice', E: now, s: instrument.symbol, i: '5m', w, T: now }
    },
    { asList: false, everyMs },
  )
}

export function miniTickerPayload(data: SymbolData, now: number): unknown {
  const ticker = dayTicker(data, now)
  if (ticker === null) return null
  const { instrument } = data.book
  const { day } = ticker
  return {
    e: '24hrMiniTicker',
    E: now,
    s: instrument.symbol,
    c: priceText(instrument, day.close),
    o: priceText(instrument, day.open),
    h: priceText(instrument, day.high),
    l: priceText(instrument, day.low),
    v: quantityText(instrument, day.lots),
    q: tickLotsText(instrument, day.tickLots),
  }
}

export function tickerPayload(data: SymbolData, now: number): unknown {
  const ticker = dayTicker(data, now)
  if (ticker === null) return null
  const { instrument } = data.book
  const { bidPrice, bidQty, askPrice, askQty } = bookTickerJson(data)
  const { day } = ticker
  return {
    e: '24hrTicker',
    E: now,
    s: instrument.symbol,
    p: ticker.priceChange,
    P: ticker.priceChangePercent,
    w: ticker.weightedAveragePrice,
    x: priceText(instrument, day.open),
    c: priceText(instrument, day.close),
    Q: ticker.lastQuantity,
    b: bidPrice,
    B: bidQty,
    a: askPrice,
    A: askQty,
    o: priceText(instrument, day.open),
    h: priceText(instrument, day.high),
    l: priceText(instrument, day.low),
    v: quantityText(instrument, day.lots),
    q: tickLotsText(instrument, day.tickLots),
    O: ticker.openTime,
    C: ticker.closeTime,
    F: ticker.firstId,
    L: ticker.lastId,
    n: day.trades,
  }
}

function klinePayload(
  data: SymbolData,
  interval: string,
  kline: Kline,
  isFinal: boolean,
  now: number,
): unknown {
  const { instrument } = data.book
  const lastId = data.tape.last()?.id ?? -1
  const hasTrades = kline.trades > 0 && lastId > 0
  return {
    e: 'kline',
    E: now,
    s: instrument.symbol,
    k: {
      t: kline.openAt,
      T: kline.closeAt,
      s: instrument.symbol,
      i: interval,
      f: hasTrades ? Math.max(1, lastId - kline.trades + 1) : -1,
      L: hasTrades ? lastId : -1,
      o: priceText(instrument, kline.open),
      c: priceText(instrument, kline.close),
      h: priceText(instrument, kline.high),
      l: priceText(instrument, kline.low),
      v: quantityText(instrument, kline.lots),
      n: kline.trades,
      x: isFinal,
      q: tickLotsText(instrument, kline.tickLots),
      V: quantityText(instrument, kline.buyLots),
      Q: tickLotsText(instrument, kline.buyTickLots),
      B: '0',
    },
  }
}
