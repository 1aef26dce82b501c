import type { OpenPosition } from '#core/backtest/open-position.ts'

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
const NUMBERS = [
  'entryBar',
  'exitBar',
  'entryTime',
  'exitTime',
  'signed',
  'entryPrice',
  'exitPrice',
  'fees',
  'funding',
  'pnl',
  'risked',
] as const
const WORDS_AT = NUMBERS.length
const WIDTH = WORDS_AT + 4

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

  push(held: OpenPosition, exit: Exit): void {
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
    rows[at + WORDS_AT] = reason
    rows[at + WORDS_AT + 1] = exit.isAmbiguous ? 1 : 0
    rows[at + WORDS_AT + 2] = this.codeOf(held.entry.signal)
    rows[at + WORDS_AT + 3] = this.codeOf(held.entry.tag)
    this.counts[reason] = (this.counts[reason] ?? 0) + 1
    this.ambiguous += exit.isAmbiguous ? 1 : 0
    this.length += 1
  }

  countOf(reason: ExitReason): number {
    return this.counts[EXIT_REASONS.indexOf(reason)] ?? 0
  }

  at(index: number): Trade {
    const rows = this.pieces[Math.floor(index / PIECE_TRADES)]!
    const from = (index % PIECE_TRADES) * WIDTH
    const number = (column: (typeof NUMBERS)[number]) => rows[from + NUMBERS.indexOf(column)]!
    const word = (offset: number) => this.words[rows[from + WORDS_AT + offset]!] ?? null
    const time = (told: number, bar: number) => (Number.isNaN(told) ? this.openAt[bar]! : told)
    const risked = number('risked')
    const signed = number('signed')
    return {
      entryBar: number('entryBar'),
      exitBar: number('exitBar'),
      entryTime: time(number('entryTime'), number('entryBar')),
      exitTime: time(number('exitTime'), number('exitBar')),
      side: signed > 0 ? 'long' : 'short',
      quantity: Math.abs(signed),
      entryPrice: number('entryPrice'),
      exitPrice: number('exitPrice'),
      fees: number('fees'),
      funding: number('funding'),
      pnl: number('pnl'),
      r: risked > 0 ? number('pnl') / risked : null,
      exitReason: EXIT_REASONS[rows[from + WORDS_AT]!]!,
      ambiguous: rows[from + WORDS_AT + 1] === 1,
      signal: word(2),
      tag: word(3),
    }
  }

  toArray(): Trade[] {
    return Array.from({ length: this.length }, (_, index) => this.at(index))
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
