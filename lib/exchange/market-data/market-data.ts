import { parseDecimal, unitsOf } from '../decimal.ts'
import type { Exchange, ExchangeObserver } from '../engine/exchange.ts'
import type { BookTrade, TradingBook } from '../engine/trading-book.ts'
import type { Instrument } from '../instruments.ts'
import type { MinuteCandle } from '../market/agent-port.ts'
import type { CandleStore } from './candle-store.ts'
import { type Candle, MinuteCandles } from './minute-candles.ts'
import { SymbolData } from './symbol-data.ts'
import type { PublicTrade } from './trade-tape.ts'

export type TradeWatcher = (data: SymbolData, trade: PublicTrade) => void

/** Everyone's view of all symbols, kept up by listening to the exchange. */
export class MarketData implements ExchangeObserver {
  readonly symbols: ReadonlyMap<string, SymbolData>
  private readonly tradeWatchers = new Set<TradeWatcher>()

  constructor(exchange: Exchange, candles: ReadonlyMap<string, MinuteCandles>) {
    const now = exchange.now()
    this.symbols = new Map(
      Array.from(exchange.books, ([symbol, book]) => [
        symbol,
        new SymbolData(book, candles.get(symbol) ?? new MinuteCandles(), now),
      ]),
    )
  }

  watchTrades(watcher: TradeWatcher): () => void {
    this.tradeWatchers.add(watcher)
    return () => this.tradeWatchers.delete(watcher)
  }

  of(book: TradingBook): SymbolData {
    const data = this.symbols.get(book.instrument.symbol)
    if (data === undefined) throw new Error(`no market data for ${book.instrument.symbol}`)
    return data
  }

  traded(book: TradingBook, trade: BookTrade, at: number): void {
    const data = this.of(book)
    const shown = data.traded(trade, at)
    for (const watcher of this.tradeWatchers) watcher(data, shown)
  }

  levelChanged(book: TradingBook, side: 0 | 1, priceTicks: number): void {
    this.of(book).levelChanged(side, priceTicks)
  }

  save(store: CandleStore): void {
    for (const [symbol, data] of this.symbols) store.save(symbol, data.candles)
  }
}

/** A generated history as columns. */
export function columnsOf(instrument: Instrument, history: Iterable<MinuteCandle>): MinuteCandles {
  const candles = new MinuteCandles()
  for (const candle of history) candles.append(candleOf(instrument, candle))
  return candles
}

function candleOf(instrument: Instrument, candle: MinuteCandle): Candle {
  const ticks = (text: string) => scaled(text, instrument.tickDecimals)
  const lots = (text: string) => scaled(text, instrument.lotDecimals)
  const tickLots = (text: string) => unitsOf(text) / instrument.unitsPerTickLot
  return {
    openAt: candle.openAt,
    open: ticks(candle.open),
    high: ticks(candle.high),
    low: ticks(candle.low),
    close: ticks(candle.close),
    lots: lots(candle.volume),
    tickLots: tickLots(candle.quoteVolume),
    trades: candle.trades,
    buyLots: lots(candle.takerBuyVolume),
    buyTickLots: tickLots(candle.takerBuyQuoteVolume),
  }
}

function scaled(text: string, decimals: number): number {
  const parsed = parseDecimal(text, decimals)
  if (parsed.kind !== 'ok')
    throw new RangeError(`a candle says ${text}, off the ${decimals}-decimal grid`)
  return Number(parsed.scaled)
}
