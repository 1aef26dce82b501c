import type { Amount, Price, Quantity } from '#core/money/money.ts'

declare const kind: unique symbol

/** `<venue>:<BASE>-<QUOTE>`, for example `sim:BTC-USDT`. */
export type InstrumentId = string & { readonly [kind]: 'instrumentId' }
/** An asset's code at the firm: `BTC`, `USDT`; a token on a chain as its CAIP-19 name. */
export type AssetId = string & { readonly [kind]: 'assetId' }
/** An exchange or chain: `sim`, `binance`. */
export type VenueId = string & { readonly [kind]: 'venueId' }

export type InstrumentParts = {
  readonly venueId: VenueId
  readonly base: AssetId
  readonly quote: AssetId
}

/** What is traded at a venue and the venue's rules for orders in it. */
export type Instrument = InstrumentParts & {
  readonly id: InstrumentId
  readonly priceTick: Price
  readonly quantityLot: Quantity
  readonly quantityMin: Quantity
  readonly quantityMax: Quantity
  readonly notionalMin: Amount
  readonly notionalMax: Amount | null
  /** How far a limit price may be from the mark, on both sides. */
  readonly priceBandBps: number | null
  readonly isTrading: boolean
}

const INSTRUMENT_ID =
  /^(?<venue>[a-z][a-z0-9-]{0,31}):(?<base>[A-Za-z0-9.]{1,32})-(?<quote>[A-Za-z0-9.]{1,32})$/
const VENUE_ID = /^[a-z][a-z0-9-]{0,31}$/
const ASSET_ID = /^[A-Za-z0-9][A-Za-z0-9.:/-]{0,127}$/

/** Text that should name an instrument, an asset or a venue and does not. */
export class MarketNameError extends Error {
  override readonly name = 'MarketNameError'
  readonly code = 'MARKET_NAME_MALFORMED'
}

/** Splits `sim:BTC-USDT`. Throws MarketNameError. */
export function parseInstrumentId(text: string): InstrumentParts {
  const parts = INSTRUMENT_ID.exec(text)?.groups
  if (!parts) throw malformed('an instrument such as "sim:BTC-USDT"', text)
  const { venue = '', base = '', quote = '' } = parts
  return { venueId: venueIdOf(venue), base: assetIdOf(base), quote: assetIdOf(quote) }
}

/** Joins venue, base and quote to an instrument id. Throws MarketNameError. */
export function instrumentIdOf({ venueId, base, quote }: InstrumentParts): InstrumentId {
  const text = `${venueId}:${base}-${quote}`
  parseInstrumentId(text)
  return text as InstrumentId
}

/** Brands an asset's code. Throws MarketNameError. */
export function assetIdOf(text: string): AssetId {
  if (!ASSET_ID.test(text)) throw malformed('an asset such as "BTC"', text)
  return text as AssetId
}

/** Brands a venue's name. Throws MarketNameError. */
export function venueIdOf(text: string): VenueId {
  if (!VENUE_ID.test(text)) throw malformed('a venue such as "sim"', text)
  return text as VenueId
}

function malformed(expected: string, found: string): MarketNameError {
  return new MarketNameError(`expected ${expected}, found ${JSON.stringify(found.slice(0, 80))}`)
}
