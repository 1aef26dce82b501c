import { makeTradeColumns, type TradeColumns } from '#core/backtest/trade-columns.ts'
import type { Entry } from '#core/strategies/orders.ts'

/** Why a position was left, in the order of their codes. */
export const EXIT_REASONS = ['signal', 'stop', 'target', 'trail', 'liquidation', 'end'] as const
export type ExitReason = (typeof EXIT_REASONS)[number]

export type Trade = {
  /** Index of the bar in which it was entered, and of the one in which it was left. */
  readonly entryBar: number
  readonly exitBar: number
  /** Open time of those bars, of the detail timeframe where there is one. Unix milliseconds. */
  readonly entryTime: number
  readonly exitTime: number
  readonly side: 'long' | 'short'
  readonly quantity: number
  readonly entryPrice: number
  readonly exitPrice: number
  /** Of both sides. */
  readonly fees: number
  /** Paid, or received when negative. */
  readonly funding: number
  /** After fees and funding. */
  readonly pnl: number
  /** Profit in units of what the first stop risked; null for an entry without a stop. */
  readonly r: number | null
  readonly exitReason: ExitReason
  /** Its bar allows another outcome as well: the one worse for us was assumed. */
  readonly ambiguous: boolean
  readonly signal: string | null
  readonly tag: string | null
}

/** What is booked of a position when it is left. */
export type Held = {
  /** Below zero for a short. */
  readonly position: number
  readonly entryBar: number
  readonly entryTime: number
  readonly entryPrice: number
  /** Of the entry. */
  readonly fees: number
  readonly funding: number
  /** NaN without a stop. */
  readonly risked: number
  readonly entry: Pick<Entry, 'signal' | 'tag'>
}

/**
 * The time of what happened at a bar's open, found when it is read: at most bars their times are never touched, and
 * touching one costs more than all else that is done with it.
 */
export const AT_OPEN: number = Number.NaN

/** How a position was left. One object for the whole run: what is booked often leaves nothing to clean up. */
export class Exit {
  bar = 0
  time = 0
  price = Number.NaN
  fee = 0
  pnl = Number.NaN
  reason: ExitReason = 'signal'
  isAmbiguous = false
}

/** Trades of one piece of memory: pieces are added, and what is written is never copied. */
const PIECE_TRADES = 1_024
const WIDTH = 15

/** Trades as rows of numbers, so that a million bars leave no million objects behind. */
export class TradeLog {
  length = 0
  ambiguous = 0
  private readonly counts = EXIT_REASONS.map(() => 0)
  private readonly pieces: Float64Array[] = []
  private readonly words: (string | null)[] = [null]
  private readonly wordCodes = new Map<string, number>()

  private readonly openAt: Float64Array

  constructor(openAt: Float64Array) {
    this.openAt = openAt
  }

  push(held: Held, exit: Exit): void {
    const at = (this.length % PIECE_TRADES) * WIDTH
    if (at === 0) this.pieces.push(new Float64Array(PIECE_TRADES * WIDTH))
    const rows = this.pieces.at(-1)!
    const reason = EXIT_REASONS.indexOf(exit.reason)
    rows[at] = held.entryBar
    rows[at + 1] = exit.bar
    rows[at + 2] = held.entryTime
    rows[at + 3] = exit.time
    rows[at + 4] = held.position
    rows[at + 5] = held.entryPrice
    rows[at + 6] = exit.price
    rows[at + 7] = held.fees + exit.fee
    rows[at + 8] = held.funding
    rows[at + 9] = exit.pnl
    rows[at + 10] = held.risked
    rows[at + 11] = reason
    rows[at + 12] = exit.isAmbiguous ? 1 : 0
    rows[at + 13] = this.codeOf(held.entry.signal)
    rows[at + 14] = this.codeOf(held.entry.tag)
    this.counts[reason] = (this.counts[reason] ?? 0) + 1
    this.ambiguous += exit.isAmbiguous ? 1 : 0
    this.length += 1
  }

  countOf(reason: ExitReason): number {
    return this.counts[EXIT_REASONS.indexOf(reason)] ?? 0
  }

  at(index: number): Trade {
    const rows = this.pieces[Math.floor(index / PIECE_TRADES)]!
    const at = (index % PIECE_TRADES) * WIDTH
    const entryBar = rows[at]!
    const exitBar = rows[at + 1]!
    const signed = rows[at + 4]!
    const pnl = rows[at + 9]!
    const risked = rows[at + 10]!
    return {
      entryBar,
      exitBar,
      entryTime: this.timeOf(rows[at + 2]!, entryBar),
      exitTime: this.timeOf(rows[at + 3]!, exitBar),
      side: signed > 0 ? 'long' : 'short',
      quantity: Math.abs(signed),
      entryPrice: rows[at + 5]!,
      exitPrice: rows[at + 6]!,
      fees: rows[at + 7]!,
      funding: rows[at + 8]!,
      pnl,
      r: risked > 0 ? pnl / risked : null,
      exitReason: EXIT_REASONS[rows[at + 11]!]!,
      ambiguous: rows[at + 12] === 1,
      signal: this.words[rows[at + 13]!] ?? null,
      tag: this.words[rows[at + 14]!] ?? null,
    }
  }

  toArray(): Trade[] {
    return Array.from({ length: this.length }, (_, index) => this.at(index))
  }

  /** The same trades without an object for each. */
  columns(): TradeColumns {
    const columns = makeTradeColumns(this.length)
    const { pnl, r, fees, heldMs } = columns
    for (let i = 0; i < this.length; i += 1) {
      const rows = this.pieces[Math.floor(i / PIECE_TRADES)]!
      const at = (i % PIECE_TRADES) * WIDTH
      const risked = rows[at + 10]!
      pnl[i] = rows[at + 9]!
      r[i] = risked > 0 ? rows[at + 9]! / risked : Number.NaN
      fees[i] = rows[at + 7]!
      heldMs[i] = this.timeOf(rows[at + 3]!, rows[at + 1]!) - this.timeOf(rows[at + 2]!, rows[at]!)
    }
    return columns
  }

  private timeOf(told: number, bar: number): number {
    return Number.isNaN(told) ? this.openAt[bar]! : told
  }

  private codeOf(word: string | undefined): number {
    if (word === undefined) return 0
    const known = this.wordCodes.get(word)
    if (known !== undefined) return known
    this.words.push(word)
    this.wordCodes.set(word, this.words.length - 1)
    return this.words.length - 1
  }
}
