import type { Value } from '#api/codecs/portfolio.ts'
import {
  type AssetId,
  assetIdOf,
  type InstrumentId,
  type VenueId,
} from '#core/market/instrument.ts'
import { type Mark, type MarkedMarket, markOf, valueIn } from '#core/market/mark.ts'
import { type Amount, isZero, type Price } from '#core/money/money.ts'
import { SECOND_MS, type UnixMs } from '#core/time/time.ts'
import type { QuotedMarket } from '#store/read-markets.ts'

/** What accounts and clients are valued in. */
export const VALUATION_CURRENCY = assetIdOf('USDT')
/** Quotes arrive every second; a mark this old no longer tells what something is worth now. */
export const MARK_AGE_MS_MAX = 10 * SECOND_MS

/** Values things at one moment's marks. */
export type Valuer = {
  readonly markOf: (instrumentId: InstrumentId) => Mark
  /** In the valuation currency, over the markets of the venue at which it is held. */
  readonly valueOf: (holding: Holding) => Value
  /** The price of one unit in the valuation currency, for showing; null where there is no direct market. */
  readonly priceOf: (holding: Pick<Holding, 'venueId' | 'asset'>) => Price | null
}

type Holding = { readonly venueId: VenueId; readonly asset: AssetId; readonly amount: Amount }

/** Marks every market as of `now`. Nothing owned is worth nothing and needs no mark. */
export function openValuer(quoted: readonly QuotedMarket[], now: UnixMs): Valuer {
  const quotes = new Map(quoted.map((market) => [market.instrumentId, market.quote]))
  const markets = Map.groupBy(quoted, ({ venueId }) => venueId)
  const marked = new Map(
    [...markets].map(([venueId, own]) => [venueId, own.flatMap((market) => markedAt(market, now))]),
  )
  return {
    markOf: (instrumentId) => markOf(quotes.get(instrumentId) ?? null, now, MARK_AGE_MS_MAX),
    valueOf: ({ venueId, asset, amount }) => {
      if (isZero(amount)) return { kind: 'valued', amount, isStale: false }
      const valuation = valueIn({
        asset,
        amount,
        target: VALUATION_CURRENCY,
        markets: marked.get(venueId) ?? [],
      })
      if (valuation.kind === 'unvalued') return { kind: 'unvalued', reason: `NO_MARK:${asset}` }
      return { kind: 'valued', amount: valuation.amount, isStale: valuation.isStale }
    },
    priceOf: ({ venueId, asset }) =>
      marked.get(venueId)?.find(({ base, quote }) => base === asset && quote === VALUATION_CURRENCY)
        ?.price ?? null,
  }
}

function markedAt(market: QuotedMarket, now: UnixMs): MarkedMarket[] {
  const mark = markOf(market.quote, now, MARK_AGE_MS_MAX)
  if (mark.kind === 'unmarked') return []
  const { base, quoteAsset } = market
  return [{ base, quote: quoteAsset, price: mark.price, isStale: mark.isStale }]
}
