import { formatScaled, formatUnits } from '../decimal.ts'
import { type Instrument, priceText, quantityText, quoteUnits } from '../instruments.ts'
import { readDepth } from '../market-data/depth.ts'
import type { Kline } from '../market-data/klines.ts'
import type { Candle } from '../market-data/minute-candles.ts'
import type { SymbolData } from '../market-data/symbol-data.ts'
import type { AggregateTrade, PublicTrade } from '../market-data/trade-tape.ts'

const DAY_MS = 86_400_000
const PERCENT_DECIMALS = 3

export function publicTradeJson(
  instrument: Instrument,
  trade: PublicTrade,
): Record<string, unknown> {
  return {
    id: trade.id,
    price: priceText(instrument, trade.priceTicks),
    qty: quantityText(instrument, trade.lots),
    quoteQty: formatUnits(quoteUnits(instrument, trade.priceTicks, trade.lots)),
    time: trade.at,
    isBuyerMaker: trade.isBuyerMaker,
    isBestMatch: true,
  }
}

export function aggregateTradeJson(
  instrument: Instrument,
  trade: AggregateTrade,
): Record<string, unknown> {
  return {
    a: trade.id,
    p: priceText(instrument, trade.priceTicks),
    q: quantityText(instrument, trade.lots),
    f: trade.firstTradeId,
    l: trade.lastTradeId,
    T: trade.at,
    m: trade.isBuyerMaker,
    M: true,
  }
}

export function klineJson(instrument: Instrument, kline: Kline): readonly unknown[] {
  return [
    kline.openAt,
    priceText(instrument, kline.open),
    priceText(instrument, kline.high),
    priceText(instrument, kline.low),
    priceText(instrument, kline.close),
    quantityText(instrument, kline.lots),
    kline.closeAt,
    tickLotsText(instrument, kline.tickLots),
    kline.trades,
    quantityText(instrument, kline.buyLots),
    tickLotsText(instrument, kline.buyTickLots),
    '0',
  ]
}

export function averagePriceJson(
  instrument: Instrument,
  ticks: number,
  closeTime: number,
): Record<string, unknown> {
  return { mins: 5, price: priceText(instrument, ticks), closeTime }
}

/** Best prices and what waits there; zeros where a side is empty. */
export function bookTickerJson(data: SymbolData): Record<string, unknown> {
  const { bids, asks } = readDepth(data.book, 1)
  const [bidPrice, bidQty] = bids[0] ?? [formatUnits(0n), formatUnits(0n)]
  const [askPrice, askQty] = asks[0] ?? [formatUnits(0n), formatUnits(0n)]
  return { symbol: data.book.instrument.symbol, bidPrice, bidQty, askPrice, askQty }
}

/** What both the REST ticker and the ticker stream say of a day, before each names it in its own way. */
export type DayTicker = {
  readonly day: Candle
  readonly priceChange: string
  readonly priceChangePercent: string
  readonly weightedAveragePrice: string
  readonly lastQuantity: string
  readonly openTime: number
  readonly closeTime: number
  readonly firstId: number
  readonly lastId: number
}

export function dayTicker(data: SymbolData, now: number): DayTicker | null {
  const day = data.lastDay(now)
  if (day === null) return null
  const { instrument } = data.book
  const change = day.close - day.open
  const hundredThousandths =
    day.open === 0 ? 0 : Math.round((change * 100 * 10 ** PERCENT_DECIMALS) / day.open)
  const average = day.lots === 0 ? day.close : Number(day.tickLots / BigInt(day.lots))
  const last = data.tape.last()
  const isTraded = last !== undefined && day.trades > 0
  return {
    day,
    priceChange: priceText(instrument, change),
    priceChangePercent: formatScaled(hundredThousandths, PERCENT_DECIMALS, PERCENT_DECIMALS),
    weightedAveragePrice: priceText(instrument, average),
    lastQuantity: quantityText(instrument, last?.lots ?? 0),
    openTime: now - DAY_MS,
    closeTime: now,
    firstId: isTraded ? Math.max(1, last.id - day.trades + 1) : -1,
    lastId: isTraded ? last.id : -1,
  }
}

export function tickLotsText(instrument: Instrument, tickLots: bigint): string {
  return formatUnits(tickLots * instrument.unitsPerTickLot)
}
