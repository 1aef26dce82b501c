import { BINANCE_SPOT, READ_ONLY_SPOT } from '#core/market/capability-sheet.ts'
import { type VenueId, venueIdOf } from '#core/market/instrument.ts'
import type { VenueCapabilities } from '#ports/venue.ts'

/** What we know of a venue before we ever ask it. */
export type VenueSheet = {
  readonly venueId: VenueId
  /** For people. */
  readonly name: string
  readonly kind: 'simulated' | 'exchange'
  /** ccxt's name of the dialect. */
  readonly dialect: 'binance' | 'kraken' | 'coinbase' | 'bybit'
  readonly hasTestnet: boolean
  readonly capabilities: VenueCapabilities
  /** Request weight per minute, where the venue counts in weights. */
  readonly weightPerMinute: number
}

const BINANCE_CAPABILITIES: VenueCapabilities = {
  ...BINANCE_SPOT,
  clientOrderId: { lengthMax: 36, alphabet: /^[.A-Z:/a-z0-9_-]{1,36}$/ },
  isReadOnly: false,
}

const READ_ONLY_CAPABILITIES: VenueCapabilities = {
  ...READ_ONLY_SPOT,
  clientOrderId: { lengthMax: 36, alphabet: /^[A-Za-z0-9-]{1,36}$/ },
  isReadOnly: true,
}

const BINANCE_WEIGHT_PER_MINUTE = 6_000
/** Venues that do not count in weights get one request a second, as their public limits allow. */
const CAREFUL_WEIGHT_PER_MINUTE = 600

export const VENUE_SHEETS: readonly VenueSheet[] = [
  {
    venueId: venueIdOf('sim'),
    name: 'Simulated exchange',
    kind: 'simulated',
    dialect: 'binance',
    hasTestnet: false,
    capabilities: BINANCE_CAPABILITIES,
    weightPerMinute: BINANCE_WEIGHT_PER_MINUTE,
  },
  {
    venueId: venueIdOf('binance'),
    name: 'Binance',
    kind: 'exchange',
    dialect: 'binance',
    hasTestnet: true,
    capabilities: BINANCE_CAPABILITIES,
    weightPerMinute: BINANCE_WEIGHT_PER_MINUTE,
  },
  readOnlySheet('kraken', 'Kraken', false),
  readOnlySheet('coinbase', 'Coinbase', false),
  readOnlySheet('bybit', 'Bybit', true),
]

/** The sheet of a venue; null for a venue that Truebook does not speak with. */
export function venueSheetOf(venueId: string): VenueSheet | null {
  return VENUE_SHEETS.find((sheet) => sheet.venueId === venueId) ?? null
}

function readOnlySheet(
  dialect: 'kraken' | 'coinbase' | 'bybit',
  name: string,
  hasTestnet: boolean,
): VenueSheet {
  return {
    venueId: venueIdOf(dialect),
    name,
    kind: 'exchange',
    dialect,
    hasTestnet,
    capabilities: READ_ONLY_CAPABILITIES,
    weightPerMinute: CAREFUL_WEIGHT_PER_MINUTE,
  }
}
