import type { Value } from '#api/codecs/portfolio.ts'
import {
  type AssetId,
  assetIdOf,
  type InstrumentId,
  type VenueId,
} from '#core/market/instrument.ts'
import {
  type Mark,
  type MarkedMarket,
  markOf,
  type UnmarkedReason,
  type ValuationStep,
  valuationSteps,
  valueIn,
} from '#core/market/mark.ts'
import { type Amount, isZero, type Price } from '#core/money/money.ts'
import { SECOND_MS, type UnixMs } from '#core/time/time.ts'
import type { MarkedListing, QuotedMarket } from '#store/read-markets.ts'

/** What accounts and clients are valued in. */
export const VALUATION_CURRENCY = assetIdOf('USDT')
/** Quotes arrive every second; a mark this old no longer tells what something is worth now. */
export const MARK_AGE_MS_MAX = 10 * SECOND_MS

/** Values things at one moment's marks. */
export type Valuer = {
  readonly markOf: (instrumentId: InstrumentId) => Mark
  /** In the valuation currency, over the markets of the venue at which it is held. */
  readonly valueOf: (holding: Holding) => Value
  /** The markets over which it is valued; null where there is no way. */
  readonly stepsOf: (holding: Pick<Holding, 'venueId' | 'asset'>) => readonly ValuationStep[] | null
  /** The price of one unit in the valuation currency, for showing; null where there is no direct market. */
  readonly priceOf: (holding: Pick<Holding, 'venueId' | 'asset'>) => Price | null
}

type Holding = { readonly venueId: VenueId; readonly asset: AssetId; readonly amount: Amount }

/** Marks every market as of `now`. Nothing owned is worth nothing and needs no mark. */
export function openValuer(quoted: readonly QuotedMarket[], now: UnixMs): Valuer {
  const listings = quoted.map(({ quote, ...market }) => ({
    ...market,
    mark: markOf(quote, now, MARK_AGE_MS_MAX),
  }))
  return valuerOver(listings, 'NO_QUOTE')
}

/** Values at these marks; a market that is not among them is unmarked for the reason given. */
export function valuerOver(listings: readonly MarkedListing[], otherwise: UnmarkedReason): Valuer {
  const marks = new Map(listings.map(({ instrumentId, mark }) => [instrumentId, mark]))
  const byVenue = Map.groupBy(listings, ({ venueId }) => venueId)
  const marked = new Map([...byVenue].map(([venueId, own]) => [venueId, own.flatMap(markedMarket)]))
  const marketsOf = (venueId: VenueId) => marked.get(venueId) ?? []
  return {
    markOf: (instrumentId) => marks.get(instrumentId) ?? { kind: 'unmarked', reason: otherwise },
    valueOf: ({ venueId, asset, amount }) => {
      if (isZero(amount)) return { kind: 'valued', amount, isStale: false }
      const markets = marketsOf(venueId)
      const valuation = valueIn({ asset, amount, target: VALUATION_CURRENCY, markets })
      if (valuation.kind === 'unvalued') return { kind: 'unvalued', reason: `NO_MARK:${asset}` }
      return { kind: 'valued', amount: valuation.amount, isStale: valuation.isStale }
    },
    stepsOf: ({ venueId, asset }) =>
      valuationSteps({ asset, target: VALUATION_CURRENCY, markets: marketsOf(venueId) }),
    priceOf: ({ venueId, asset }) =>
      marketsOf(venueId).find(({ base, quote }) => base === asset && quote === VALUATION_CURRENCY)
        ?.price ?? null,
  }
}

function markedMarket({ base, quoteAsset, mark }: MarkedListing): MarkedMarket[] {
  if (mark.kind === 'unmarked') return []
  return [{ base, quote: quoteAsset, price: mark.price, isStale: mark.isStale }]
}
