import { SIDE } from './book-sink.ts'
import { HEAD, LEVEL_WORDS, NONE, type PriceLevels, TAIL } from './price-levels.ts'

/** Handles are indexes, so a stray large one would ask for gigabytes. */
export const HANDLE_MAX = 2 ** 24 - 1
/** An owner shares a 32-bit word with the order's side and self-trade prevention. */
export const OWNER_MAX = 2 ** 28 - 1

/** An order is four neighbouring words, so that touching one touches one cache line. */
export const WORDS = 4
export const NEXT = 0
export const PREVIOUS = 1
/** The order's level on its side, NONE while the handle is not resting. */
export const LEVEL = 2
/** owner * 8 + self-trade prevention * 2 + side. */
export const TAG = 3

export const TAG_OWNER_SHIFT = 3
export const TAG_SELF_TRADE_SHIFT = 1
export const TAG_SELF_TRADE_MASK = 3
export const TAG_SIDE_MASK = 1

/** The resting orders, indexed by handle; grows by doubling and never shrinks. */
export class OrderSlots {
  capacity: number
  words: Int32Array
  lots: Float64Array

  constructor(capacity: number) {
    this.capacity = capacity
    this.words = new Int32Array(capacity * WORDS).fill(NONE)
    this.lots = new Float64Array(capacity)
  }

  isResting(handle: number): boolean {
    return handle >= 0 && handle < this.capacity && this.words[handle * WORDS + LEVEL] !== NONE
  }

  isBuy(handle: number): boolean {
    return (this.words[handle * WORDS + TAG]! & TAG_SIDE_MASK) === SIDE.BUY
  }

  /** Puts an order last in the queue at `key`. */
  append(levels: PriceLevels, key: number, handle: number, lots: number, tag: number): void {
    const { words } = this
    const level = levels.open(key)
    const at = handle * WORDS
    const last = levels.links[level * LEVEL_WORDS + TAIL]!
    words[at + NEXT] = NONE
    words[at + PREVIOUS] = last
    words[at + LEVEL] = level
    words[at + TAG] = tag
    this.lots[handle] = lots
    if (last === NONE) levels.links[level * LEVEL_WORDS + HEAD] = handle
    else words[last * WORDS + NEXT] = handle
    levels.links[level * LEVEL_WORDS + TAIL] = handle
    levels.lots[level] = levels.lots[level]! + lots
  }

  /** Takes an order out of its queue, and the level away with the last one. */
  unlink(levels: PriceLevels, handle: number): void {
    const { words } = this
    const at = handle * WORDS
    const level = words[at + LEVEL]!
    const next = words[at + NEXT]!
    const previous = words[at + PREVIOUS]!
    words[at + LEVEL] = NONE
    if (next === NONE && previous === NONE) {
      levels.close(level)
      return
    }
    if (previous === NONE) levels.links[level * LEVEL_WORDS + HEAD] = next
    else words[previous * WORDS + NEXT] = next
    if (next === NONE) levels.links[level * LEVEL_WORDS + TAIL] = previous
    else words[next * WORDS + PREVIOUS] = previous
    levels.lots[level] = levels.lots[level]! - this.lots[handle]!
  }

  growTo(handle: number): void {
    let capacity = this.capacity
    while (capacity <= handle) capacity *= 2
    const words = new Int32Array(capacity * WORDS).fill(NONE)
    words.set(this.words)
    const lots = new Float64Array(capacity)
    lots.set(this.lots)
    this.capacity = capacity
    this.words = words
    this.lots = lots
  }
}
