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

const CAPACITY_FIRST = 256

/**
 * Patterns as columns, each row one pattern. Keeping `all` of them is for the history of a file; keeping the
 * `living` gives a row back once its pattern's life has ended and the next bar has come, for feeds without end.
 */
export class PatternRows {
  /** Rows used so far, those given back included. */
  length = 0
  kind = new Uint8Array(CAPACITY_FIRST)
  direction = new Int8Array(CAPACITY_FIRST)
  index = new Int32Array(CAPACITY_FIRST)
  anchorIndex = new Int32Array(CAPACITY_FIRST)
  formedAt = new Float64Array(CAPACITY_FIRST)
  confirmedAt = new Float64Array(CAPACITY_FIRST)
  /** Times of the life are NaN until they come. */
  touchedAt = new Float64Array(CAPACITY_FIRST)
  mitigatedAt = new Float64Array(CAPACITY_FIRST)
  invalidatedAt = new Float64Array(CAPACITY_FIRST)
  expiredAt = new Float64Array(CAPACITY_FIRST)
  top = new Float64Array(CAPACITY_FIRST)
  bottom = new Float64Array(CAPACITY_FIRST)
  stop = new Float64Array(CAPACITY_FIRST)
  members = new Uint8Array(CAPACITY_FIRST)

  /** When the newest bar closed. */
  newestCloseAt = Number.NaN
  /** Rows that the newest bar added or changed, each once. */
  readonly changed = new RowList()
  private changedIn = new Float64Array(CAPACITY_FIRST)
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

  /** A row for a pattern confirmed by this bar, its life still empty. */
  add(kind: number, direction: Direction): number {
    const row = this.free.length > 0 ? this.free.pop() : this.length++
    if (row === this.kind.length) this.grow()
    this.kind[row] = kind
    this.direction[row] = direction
    this.touchedAt[row] = Number.NaN
    this.mitigatedAt[row] = Number.NaN
    this.invalidatedAt[row] = Number.NaN
    this.expiredAt[row] = Number.NaN
    this.change(row)
    return row
  }

  change(row: number): void {
    if (this.changedIn[row] === this.bar) return
    this.changedIn[row] = this.bar
    this.changed.push(row)
  }

  /** Says that nothing more will be written to the row. */
  end(row: number): void {
    if (!this.keepsAll) this.ended.push(row)
  }

  at(row: number): Pattern {
    const kind = PATTERN_KINDS[this.kind[row]!]!
    // Written by `add`, from a Direction.
    const direction = this.direction[row] as Direction
    const top = this.top[row]!
    const bottom = this.bottom[row]!
    const stop = this.stop[row]!
    const entry = direction === 1 ? top : bottom
    const isZone = kind === 'fvg' || kind === 'order-block'
    return {
      kind,
      direction,
      index: this.index[row]!,
      anchorIndex: this.anchorIndex[row]!,
      formedAt: this.formedAt[row] as UnixMs,
      confirmedAt: this.confirmedAt[row] as UnixMs,
      touchedAt: timeOrNull(this.touchedAt[row]!),
      mitigatedAt: timeOrNull(this.mitigatedAt[row]!),
      invalidatedAt: timeOrNull(this.invalidatedAt[row]!),
      expiredAt: timeOrNull(this.expiredAt[row]!),
      top,
      bottom,
      level: isZone ? (top + bottom) / 2 : entry,
      entry,
      stop,
      target: entry + this.targetR * (entry - stop),
      members: this.members[row]!,
      r: entry === stop ? null : this.targetR,
    }
  }

  private grow(): void {
    const length = 2 * this.kind.length
    for (const column of COLUMNS) {
      const old = this[column]
      // Each column becomes a longer one of its own type.
      const longer = new (old.constructor as new (length: number) => typeof old)(length)
      longer.set(old)
      Object.assign(this, { [column]: longer })
    }
    const changedIn = new Float64Array(length)
    changedIn.set(this.changedIn)
    this.changedIn = changedIn
  }
}

const COLUMNS = [
  'kind',
  'direction',
  'index',
  'anchorIndex',
  'formedAt',
  'confirmedAt',
  'touchedAt',
  'mitigatedAt',
  'invalidatedAt',
  'expiredAt',
  'top',
  'bottom',
  'stop',
  'members',
] as const

function timeOrNull(at: number): UnixMs | null {
  // Columns hold whole milliseconds.
  return Number.isNaN(at) ? null : (at as UnixMs)
}
