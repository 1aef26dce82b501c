import type { Candle } from '#core/market/candle.ts'

/**
 * What changed of a chart's candles: all of them, some before the first, or those from `from` on (an index
 * that may be one behind the last that was known).
 */
export type CandleChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'all' }
  | { readonly kind: 'earlier'; readonly count: number }
  | { readonly kind: 'tail'; readonly from: number }

/** More candles than this are not kept: the oldest page that was asked for is the last. */
export const CANDLES_KEPT_MAX = 120_000

/**
 * The candles that a chart has read so far, oldest first. The newest page slides along with the stream; what
 * slides out of it stays here, joined to the older pages.
 */
export class CandleHistory {
  readonly #candles: Candle[] = []

  get candles(): readonly Candle[] {
    return this.#candles
  }

  /** Takes the newest page as it is now. A page that does not touch what is known replaces it. */
  takeNewest(page: readonly Candle[]): CandleChange {
    const [first] = page
    if (first === undefined) return { kind: 'none' }
    const start = this.#indexOf(first.openAt)
    if (start === null) {
      this.#candles.splice(0, this.#candles.length, ...page)
      return { kind: 'all' }
    }
    const same = page.findIndex((candle, at) => !isSame(candle, this.#candles[start + at]))
    const overhang = this.#candles.length - start - page.length
    if (same === -1 && overhang <= 0) return { kind: 'none' }
    const from = start + (same === -1 ? page.length : same)
    this.#candles.length = from
    for (const candle of page.slice(from - start)) this.#candles.push(candle)
    // What the page no longer ends with cannot be taken from a drawn tail.
    return overhang > 0 ? { kind: 'all' } : { kind: 'tail', from }
  }

  /** Takes a page that ends before the first known candle. */
  takeEarlier(page: readonly Candle[]): CandleChange {
    const first = this.#candles[0]
    const earlier = first === undefined ? page : page.filter(({ openAt }) => openAt < first.openAt)
    if (earlier.length === 0) return { kind: 'none' }
    this.#candles.unshift(...earlier)
    return { kind: 'earlier', count: earlier.length }
  }

  #indexOf(openAt: number): number | null {
    const at = indexAtOrBefore(this.#candles, openAt)
    return at !== -1 && this.#candles[at]?.openAt === openAt ? at : null
  }
}

/** The last candle that opens at or before an instant; -1 when all open after it. */
export function indexAtOrBefore(
  candles: readonly { readonly openAt: number }[],
  at: number,
): number {
  let low = 0
  let high = candles.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((candles[middle]?.openAt ?? Infinity) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

function isSame(a: Candle, b: Candle | undefined): boolean {
  return (
    b !== undefined &&
    a.openAt === b.openAt &&
    a.close === b.close &&
    a.volume === b.volume &&
    a.high === b.high &&
    a.low === b.low &&
    a.open === b.open
  )
}
