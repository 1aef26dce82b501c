import {
  type Direction,
  PATTERN_KINDS,
  type Pattern,
  type PatternKind,
} from '#core/patterns/pattern.ts'
import { RowList } from '#core/patterns/row-list.ts'
import type { UnixMs } from '#core/time/time.ts'

export const KIND_CODE = Object.fromEntries(
  PATTERN_KINDS.map((kind, code) => [kind, code]),
) as Readonly<Record<PatternKind, number>>

const CAPACITY_FIRST = 64

/** Places in a row's record, a power of two for each. */
const RECORD_BITS = 4
const KIND = 0
const DIRECTION = 1
const INDEX = 2
const ANCHOR_INDEX = 3
const MEMBERS = 4
const FORMED_AT = 5
const CONFIRMED_AT = 6
/** Times of the life are NaN until they come. */
const TOUCHED_AT = 7
const MITIGATED_AT = 8
const INVALIDATED_AT = 9
const EXPIRED_AT = 10
const TOP = 11
const BOTTOM = 12
const STOP = 13
/** The bar that last changed the row. */
const CHANGED_IN = 14

/**
 * Patterns as records of numbers in one array, each row one pattern. Keeping `all` of them is for the history of a
 * file; keeping the `living` gives a row back once its pattern's life has ended and the next bar has come, for feeds
 * without end.
 */
export class PatternRows {
  /** Rows used so far, those given back included. */
  length = 0
  /** When the newest bar closed. */
  newestCloseAt = Number.NaN
  /** Rows that the newest bar added or changed, each once. */
  readonly changed = new RowList()
  /** Of the pattern that `add` takes in. */
  formedAt = Number.NaN
  top = Number.NaN
  bottom = Number.NaN
  stop = Number.NaN

  private records = new Float64Array(CAPACITY_FIRST << RECORD_BITS)
  private bar = 0
  private readonly keepsAll: boolean
  private readonly targetR: number
  private readonly ended = new RowList()
  private readonly free = new RowList()

  constructor(keep: 'all' | 'living', targetR: number) {
    this.targetR = targetR
    this.keepsAll = keep === 'all'
  }

  beginBar(closedAt: number): void {
    this.newestCloseAt = closedAt
    this.bar += 1
    this.changed.clear()
    while (this.ended.length > 0) this.free.push(this.ended.pop())
  }

  /** The row of a pattern confirmed by this bar, its life still empty: `formedAt`, `top`, `bottom` and `stop` say where. */
  add(kind: number, direction: Direction, index: number, anchorIndex: number, members: number) {
    const row = this.free.length > 0 ? this.free.pop() : this.length++
    const at = row << RECORD_BITS
    if (at === this.records.length) this.grow()
    const { records } = this
    records[at + KIND] = kind
    records[at + DIRECTION] = direction
    records[at + INDEX] = index
    records[at + ANCHOR_INDEX] = anchorIndex
    records[at + MEMBERS] = members
    records[at + FORMED_AT] = this.formedAt
    records[at + CONFIRMED_AT] = this.newestCloseAt
    records[at + TOUCHED_AT] = Number.NaN
    records[at + MITIGATED_AT] = Number.NaN
    records[at + INVALIDATED_AT] = Number.NaN
    records[at + EXPIRED_AT] = Number.NaN
    records[at + TOP] = this.top
    records[at + BOTTOM] = this.bottom
    records[at + STOP] = this.stop
    records[at + CHANGED_IN] = this.bar
    this.changed.push(row)
    return row
  }

  touch(row: number): void {
    this.happen(row, TOUCHED_AT)
  }

  mitigate(row: number): void {
    this.happen(row, MITIGATED_AT)
  }

  invalidate(row: number): void {
    this.happen(row, INVALIDATED_AT)
  }

  expire(row: number): void {
    this.happen(row, EXPIRED_AT)
  }

  /** Says that nothing more will be written to the row. */
  end(row: number): void {
    if (!this.keepsAll) this.ended.push(row)
  }

  kindCode(row: number): number {
    return this.records[(row << RECORD_BITS) + KIND]!
  }

  wasConfirmedNow(row: number): boolean {
    return this.records[(row << RECORD_BITS) + CONFIRMED_AT] === this.newestCloseAt
  }

  wasTouchedNow(row: number): boolean {
    return this.records[(row << RECORD_BITS) + TOUCHED_AT] === this.newestCloseAt
  }

  /** Whether the pattern waits for price to come back: it is neither used up nor over. */
  isWaiting(row: number): boolean {
    const { records } = this
    const at = row << RECORD_BITS
    return (
      Number.isNaN(records[at + MITIGATED_AT]) &&
      Number.isNaN(records[at + INVALIDATED_AT]) &&
      Number.isNaN(records[at + EXPIRED_AT])
    )
  }

  at(row: number): Pattern {
    const { records } = this
    const start = row << RECORD_BITS
    const kind = PATTERN_KINDS[records[start + KIND]!]!
    // Written by `add`, from a Direction.
    const direction = records[start + DIRECTION] as Direction
    const top = records[start + TOP]!
    const bottom = records[start + BOTTOM]!
    const stop = records[start + STOP]!
    const entry = direction === 1 ? top : bottom
    const isZone = kind === 'fvg' || kind === 'order-block'
    return {
      kind,
      direction,
      index: records[start + INDEX]!,
      anchorIndex: records[start + ANCHOR_INDEX]!,
      formedAt: records[start + FORMED_AT] as UnixMs,
      confirmedAt: records[start + CONFIRMED_AT] as UnixMs,
      touchedAt: timeOrNull(records[start + TOUCHED_AT]!),
      mitigatedAt: timeOrNull(records[start + MITIGATED_AT]!),
      invalidatedAt: timeOrNull(records[start + INVALIDATED_AT]!),
      expiredAt: timeOrNull(records[start + EXPIRED_AT]!),
      top,
      bottom,
      level: isZone ? (top + bottom) / 2 : entry,
      entry,
      stop,
      target: entry + this.targetR * (entry - stop),
      members: records[start + MEMBERS]!,
      r: entry === stop ? null : this.targetR,
    }
  }

  private happen(row: number, moment: number): void {
    const { records } = this
    const at = row << RECORD_BITS
    records[at + moment] = this.newestCloseAt
    if (records[at + CHANGED_IN] === this.bar) return
    records[at + CHANGED_IN] = this.bar
    this.changed.push(row)
  }

  private grow(): void {
    const longer = new Float64Array(2 * this.records.length)
    longer.set(this.records)
    this.records = longer
  }
}

function timeOrNull(at: number): UnixMs | null {
  // Records hold whole milliseconds.
  return Number.isNaN(at) ? null : (at as UnixMs)
}
