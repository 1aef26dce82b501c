const HALF_LIFE_MS = 90_000
/** How many widths of a price level the makers give way for each level's worth of lots taken. */
const LEVELS_PER_LEVEL_TAKEN = 0.8
/** No flow moves the makers' price further than this (log). */
export const IMPACT_MAX = 0.1
const IMPACT_NEGLIGIBLE = 1e-7

/**
 * How far outside trades have pushed the makers' price away from what they think the instrument is worth.
 * Linear in the lots taken, so cutting an order into pieces changes nothing, and forgotten exponentially.
 */
export class Impact {
  /** Displacement of the log price. */
  value = 0
  private decayedAt: number

  constructor(at: number) {
    this.decayedAt = at
  }

  decayTo(now: number): void {
    const elapsed = now - this.decayedAt
    this.decayedAt = now
    if (this.value === 0 || elapsed <= 0) return
    this.value *= 2 ** (-elapsed / HALF_LIFE_MS)
    if (Math.abs(this.value) < IMPACT_NEGLIGIBLE) this.value = 0
  }

  /** Positive lots were bought, negative sold. `levelWidth` is the log distance between two levels. */
  push(signedLots: number, levelLots: number, levelWidth: number): void {
    const moved = this.value + (LEVELS_PER_LEVEL_TAKEN * levelWidth * signedLots) / levelLots
    this.value = Math.min(IMPACT_MAX, Math.max(-IMPACT_MAX, moved))
  }
}
