const UINT32 = 0x1_0000_0000
const GOLDEN_RATIO = 0x9e37_79b9

/**
 * Seeded dice: the same words give the same throws on every machine.
 *
 * xoshiro128** 1.1 by David Blackman and Sebastiano Vigna (https://prng.di.unimi.it/xoshiro128starstar.c),
 * its state filled by splitmix32, as its authors advise. `reseed` makes the dice of one stream and one
 * minute without an allocation, so that a moment's randomness depends on nothing that happened before it.
 */
export class Dice {
  private a = 0
  private b = 0
  private c = 0
  private d = 0
  private spareGaussian = 0
  private hasSpare = false

  constructor(seed: number, stream = 0, index = 0) {
    this.reseed(seed, stream, index)
  }

  reseed(seed: number, stream: number, index: number): void {
    const state = mix32(mix32(mix32(seed) ^ stream) ^ index)
    this.a = mix32(state)
    this.b = mix32(state + GOLDEN_RATIO)
    this.c = mix32(state + 2 * GOLDEN_RATIO)
    this.d = mix32(state + 3 * GOLDEN_RATIO) | 1 // the all-zero state is the only forbidden one
    this.hasSpare = false
  }

  /** 32 fair bits as an unsigned integer. */
  bits(): number {
    const scrambled = Math.imul(rotateLeft(Math.imul(this.b, 5), 7), 9)
    const shifted = this.b << 9
    this.c ^= this.a
    this.d ^= this.b
    this.b ^= this.c
    this.a ^= this.d
    this.c ^= shifted
    this.d = rotateLeft(this.d, 11)
    return scrambled >>> 0
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.bits() / UINT32
  }

  /** Standard normal, by Marsaglia's polar method (SIAM Review 6, 1964). */
  gaussian(): number {
    if (this.hasSpare) {
      this.hasSpare = false
      return this.spareGaussian
    }
    let x = 0
    let y = 0
    let square = 0
    do {
      x = 2 * this.uniform() - 1
      y = 2 * this.uniform() - 1
      square = x * x + y * y
    } while (square >= 1 || square === 0)
    const factor = Math.sqrt((-2 * Math.log(square)) / square)
    this.spareGaussian = y * factor
    this.hasSpare = true
    return x * factor
  }

  /** How many arrivals a Poisson process of this mean has, at most `limit` (Knuth, TAOCP 3.4.1). */
  arrivals(mean: number, limit: number): number {
    const threshold = Math.exp(-mean)
    let count = 0
    let product = this.uniform()
    while (product > threshold && count < limit) {
      product *= this.uniform()
      count += 1
    }
    return count
  }
}

/** Spreads 32 bits evenly: the finalizer of splitmix32. Stateless, so a price level can own its number. */
export function mix32(word: number): number {
  let z = (word + GOLDEN_RATIO) | 0
  z = Math.imul(z ^ (z >>> 16), 0x21f0_aaad)
  z = Math.imul(z ^ (z >>> 15), 0x735a_2d97)
  return (z ^ (z >>> 15)) | 0
}

/** A stream number for a name: FNV-1a, 32 bits. */
export function streamOf(name: string): number {
  let hash = 0x811c_9dc5
  for (let i = 0; i < name.length; i += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x0100_0193)
  }
  return hash | 0
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
