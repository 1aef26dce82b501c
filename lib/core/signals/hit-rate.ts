/** Fewer outcomes than this say nothing. */
export const OUTCOMES_MIN = 30
/** Two-sided 95 %. */
const Z = 1.959_963_984_540_054

export type HitRate =
  | { readonly kind: 'n/a'; readonly count: number; readonly hits: number }
  | {
      readonly kind: 'known'
      readonly count: number
      readonly hits: number
      readonly rate: number
      /** Wilson's score interval at 95 %. */
      readonly low: number
      readonly high: number
    }

/** How often something hit, with how far that can be trusted; n/a below OUTCOMES_MIN. */
export function hitRate(hits: number, count: number): HitRate {
  if (count < OUTCOMES_MIN) return { kind: 'n/a', count, hits }
  return { kind: 'known', count, hits, rate: hits / count, ...wilsonInterval(hits, count) }
}

/** E. B. Wilson, Probable inference, 1927: stays within 0 and 1 and holds for rates near them. */
function wilsonInterval(hits: number, count: number) {
  const rate = hits / count
  const spread = (Z * Z) / count
  const middle = (rate + spread / 2) / (1 + spread)
  const half = (Z * Math.sqrt((rate * (1 - rate)) / count + spread / (4 * count))) / (1 + spread)
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
