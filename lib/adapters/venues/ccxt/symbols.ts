import {
  assetIdOf,
  type InstrumentId,
  instrumentIdOf,
  type VenueId,
} from '#core/market/instrument.ts'
import type { SymbolReader } from './parse.ts'

/** `sim:BTC-USDT` is ccxt's `BTC/USDT`. */
export function symbolOf(instrumentId: InstrumentId): string {
  return instrumentId.slice(instrumentId.indexOf(':') + 1).replace('-', '/')
}

/** Reads ccxt's symbols as instruments of one venue. */
export function symbolReaderFor(venueId: VenueId): SymbolReader {
  return (symbol) => {
    const [base = '', quote = ''] = symbol.split('/')
    return instrumentIdOf({ venueId, base: assetIdOf(base), quote: assetIdOf(quote) })
  }
}
