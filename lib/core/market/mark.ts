import type { AssetId } from '#core/market/instrument.ts'
import {
  type Amount,
  add,
  asAmount,
  asQuantity,
  isAbove,
  isPositive,
  notional,
  type Price,
  quantityFor,
  scale,
} from '#core/money/money.ts'
import type { UnixMs } from '#core/time/time.ts'

/** The best prices and the last trade of one instrument, as they were at `at`. */
export type Quote = {
  readonly bid: Price | null
  readonly ask: Price | null
  readonly last: Price | null
  readonly at: UnixMs
}

/** The price a holding is valued at, with its age; or why there is none. */
export type Mark =
  | {
      readonly kind: 'marked'
      readonly price: Price
      /** `candle`: the close of a minute that has passed, for what was so then; never for what is so now. */
      readonly source: 'mid' | 'last' | 'candle'
      readonly ageMs: number
      readonly isStale: boolean
    }
  | { readonly kind: 'unmarked'; readonly reason: UnmarkedReason }

export type UnmarkedReason = 'NO_QUOTE' | 'NO_MID_AND_NO_LAST' | 'NO_CANDLE'

/** The middle of an uncrossed book, else the last trade. A quote from the future has age 0. */
export function markOf(quote: Quote | null, now: UnixMs, maxAgeMs: number): Mark {
  if (quote === null) return { kind: 'unmarked', reason: 'NO_QUOTE' }
  const ageMs = Math.max(0, now - quote.at)
  const age = { ageMs, isStale: ageMs > maxAgeMs }
  const mid = midOf(quote)
  if (mid !== null) return { kind: 'marked', price: mid, source: 'mid', ...age }
  if (quote.last !== null) return { kind: 'marked', price: quote.last, source: 'last', ...age }
  return { kind: 'unmarked', reason: 'NO_MID_AND_NO_LAST' }
}

/** A market that may serve as a step from one asset to another. */
export type MarkedMarket = {
  readonly base: AssetId
  readonly quote: AssetId
  readonly price: Price
  readonly isStale: boolean
}

/** What an amount is worth in another asset, over which assets, and whether a stale mark was used. */
export type Valuation =
  | {
      readonly kind: 'valued'
      readonly amount: Amount
      readonly path: readonly AssetId[]
      readonly isStale: boolean
    }
  | { readonly kind: 'unvalued'; readonly reason: 'NO_PATH' }

/** One market on the way of a valuation: its price multiplies, or divides where it is the inverse one. */
export type ValuationStep = {
  readonly source: AssetId
  readonly target: AssetId
  readonly isInverse: boolean
  readonly price: Price
  readonly isStale: boolean
}

/**
 * Values an amount directly, by the inverse market, or over one asset between; the first market listed
 * wins among equals. Without a path there is no value: never 0. Each step rounds half-even.
 */
export function valueIn(input: {
  readonly asset: AssetId
  readonly amount: Amount
  readonly target: AssetId
  readonly markets: readonly MarkedMarket[]
}): Valuation {
  const path = valuationSteps(input)
  return path === null ? { kind: 'unvalued', reason: 'NO_PATH' } : valueAlong(input, path)
}

/** The markets that a valuation goes over: none from an asset to itself, null where there is no way. */
export function valuationSteps({
  asset,
  target,
  ...input
}: {
  readonly asset: AssetId
  readonly target: AssetId
  readonly markets: readonly MarkedMarket[]
}): readonly ValuationStep[] | null {
  if (asset === target) return []
  const markets = input.markets.filter(({ price }) => isPositive(price))
  const single = steps(asset, markets).find((step) => step.target === target)
  if (single) return [single]
  for (const first of steps(asset, markets)) {
    const second = steps(first.target, markets).find((step) => step.target === target)
    if (second) return [first, second]
  }
  return null
}

/** Every step out of an asset, direct markets before inverse ones. */
function steps(source: AssetId, markets: readonly MarkedMarket[]): ValuationStep[] {
  const direct = markets
    .filter(({ base }) => base === source)
    .map(({ base: _own, quote, ...market }) => ({
      ...market,
      source,
      target: quote,
      isInverse: false,
    }))
  const inverse = markets
    .filter(({ quote }) => quote === source)
    .map(({ base, quote: _own, ...market }) => ({
      ...market,
      source,
      target: base,
      isInverse: true,
    }))
  return [...direct, ...inverse]
}

function valueAlong(
  { asset, amount }: { readonly asset: AssetId; readonly amount: Amount },
  path: readonly ValuationStep[],
): Valuation {
  return {
    kind: 'valued',
    amount: path.reduce(throughStep, amount),
    path: [asset, ...path.map(({ target }) => target)],
    isStale: path.some(({ isStale }) => isStale),
  }
}

function throughStep(amount: Amount, { isInverse, price }: ValuationStep): Amount {
  return isInverse
    ? asAmount(quantityFor(amount, price, 'halfEven'))
    : notional(price, asQuantity(amount), 'halfEven')
}

function midOf({ bid, ask }: Quote): Price | null {
  if (bid === null || ask === null || isAbove(bid, ask)) return null
  return scale(add(bid, ask), 1n, 2n, 'halfEven')
}
