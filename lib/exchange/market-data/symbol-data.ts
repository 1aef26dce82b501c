import { SIDE } from '#core/matching/book-sink.ts'
import type { BookTrade, TradingBook } from '../engine/trading-book.ts'
import { AVERAGE_PRICE_MINUTES } from '../instruments.ts'
import type { Candle, MinuteCandles } from './minute-candles.ts'
import { type PublicTrade, TradeTape } from './trade-tape.ts'

const MINUTES_PER_DAY = 1440
/** Book updates are numbered from the clock, so a restarted exchange never goes back. */
const UPDATES_PER_MS = 10

/** Hears the levels of one symbol that changed; see `DepthDiff`. */
export type LevelWatcher = { levelChanged(side: 0 | 1, priceTicks: number): void }

/** What everyone may see of one symbol: tape, candles, and the number of the last book update. */
export class SymbolData {
  readonly book: TradingBook
  readonly tape: TradeTape
  readonly candles: MinuteCandles
  readonly levelWatchers = new Set<LevelWatcher>()
  updateId: number

  constructor(book: TradingBook, candles: MinuteCandles, startedAt: number) {
    this.book = book
    this.tape = new TradeTape(book.nextTradeId)
    this.candles = candles
    this.updateId = startedAt * UPDATES_PER_MS
    if (candles.length > 0) book.lastTradeTicks = candles.lastClose()
  }

  levelChanged(side: 0 | 1, priceTicks: number): void {
    this.updateId += 1
    for (const watcher of this.levelWatchers) watcher.levelChanged(side, priceTicks)
  }

  traded(trade: BookTrade, at: number): PublicTrade {
    const isBuyerMaker = trade.maker.side === SIDE.BUY
    this.candles.addTrade(at, trade.priceTicks, trade.lots, isBuyerMaker)
    const { tradeId, priceTicks, lots, taker } = trade
    return this.tape.add({ id: tradeId, priceTicks, lots, isBuyerMaker, at, takerKey: taker })
  }

  /** The last 24 hours in one candle, by whole minutes. */
  lastDay(now: number): Candle | null {
    this.candles.extendTo(now)
    return this.candles.join(this.candles.length - MINUTES_PER_DAY, this.candles.length)
  }

  /** Volume-weighted price of the last minutes, else the last price, 0 if there was never one. */
  averageTicks(now: number): number {
    const end = this.candles.indexOf(now) + 1
    const recent = this.candles.join(end - AVERAGE_PRICE_MINUTES, end)
    if (recent === null || recent.lots === 0) return this.book.lastTradeTicks
    return Number(recent.tickLots / BigInt(recent.lots))
  }
}
