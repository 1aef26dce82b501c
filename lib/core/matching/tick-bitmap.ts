const WORD_BITS = 5
const WORD_MASK = 31

/** A set of small integers that answers "the largest member not above i" in a few instructions. */
export class TickBitmap {
  private readonly words: Int32Array
  /** One bit per word: set when that word holds a member. */
  private readonly summary: Int32Array

  constructor(size: number) {
    const words = (size + WORD_MASK) >> WORD_BITS
    this.words = new Int32Array(words)
    this.summary = new Int32Array((words + WORD_MASK) >> WORD_BITS)
  }

  add(index: number): void {
    const word = index >> WORD_BITS
    const group = word >> WORD_BITS
    this.words[word] = this.words[word]! | (1 << (index & WORD_MASK))
    this.summary[group] = this.summary[group]! | (1 << (word & WORD_MASK))
  }

  remove(index: number): void {
    const word = index >> WORD_BITS
    const left = this.words[word]! & ~(1 << (index & WORD_MASK))
    this.words[word] = left
    if (left !== 0) return
    const group = word >> WORD_BITS
    this.summary[group] = this.summary[group]! & ~(1 << (word & WORD_MASK))
  }

  /** The largest member that is not above `index`, or -1. */
  highestUpTo(index: number): number {
    if (index < 0) return -1
    const word = index >> WORD_BITS
    const found = this.words[word]! & lowBits((index & WORD_MASK) + 1)
    if (found !== 0) return (word << WORD_BITS) | highestBit(found)
    let group = word >> WORD_BITS
    let filled = this.summary[group]! & lowBits(word & WORD_MASK)
    while (filled === 0) {
      if (--group < 0) return -1
      filled = this.summary[group]!
    }
    const below = (group << WORD_BITS) | highestBit(filled)
    return (below << WORD_BITS) | highestBit(this.words[below]!)
  }

  /** Gives every member to `visit`, smallest first, and becomes empty. */
  drain(visit: (index: number) => void): void {
    for (let group = 0; group < this.summary.length; group++) {
      let filled = this.summary[group]!
      this.summary[group] = 0
      for (; filled !== 0; filled &= filled - 1) {
        const word = (group << WORD_BITS) | lowestBit(filled)
        for (let members = this.words[word]!; members !== 0; members &= members - 1) {
          visit((word << WORD_BITS) | lowestBit(members))
        }
        this.words[word] = 0
      }
    }
  }
}

/** The lowest `count` bits, 0 to 32. A shift by 32 is a shift by 0 in JavaScript, hence the question. */
function lowBits(count: number): number {
  return count > WORD_MASK ? -1 : ~(-1 << count)
}

function highestBit(word: number): number {
  return WORD_MASK - Math.clz32(word)
}

function lowestBit(word: number): number {
  return WORD_MASK - Math.clz32(word & -word)
}
