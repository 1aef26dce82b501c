import { AppError } from '#api/app-error.ts'
import type { VenueId } from '#core/market/instrument.ts'
import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import type { Venue, VenuePublic } from '#ports/venue.ts'
import { BinanceVenue } from './ccxt/binance-venue.ts'
import { venueSheetOf } from './ccxt/capabilities.ts'
import { type ApiKey, VenueHost } from './ccxt/open-client.ts'
import { ReadOnlyVenue } from './ccxt/read-only-venue.ts'
import { CcxtVenuePublic } from './ccxt/venue-public.ts'
import { GuardedVenue, newVenueClock, type VenueClock } from './guarded-venue.ts'

export type VenueMode = 'paper' | 'testnet' | 'live'

export type VenuesOptions = {
  /** Where the simulated exchange listens. */
  readonly simulatedUrl: string
  readonly clock: Clock
  readonly log: Log
}

/** The venues of one process. Accounts at one venue share its request budget and its list of markets. */
export type Venues = {
  /** One account's view, through its key. Loads the venue's markets at the first call. */
  openVenue(options: {
    readonly venueId: VenueId
    readonly mode: VenueMode
    readonly key: ApiKey
  }): Promise<Venue>
  /** The live market, unless the testnet's is asked for. */
  openVenuePublic(venueId: VenueId, mode?: VenueMode): Promise<VenuePublic>
  /** What waits for a share of a venue's budget gives up, now and from now on: this process is about to end. */
  stopWaiting(): void
}

/** Both opening functions throw VENUE_UNREACHABLE while the venue does not answer, NOT_FOUND for one we do not know. */
export function openVenues(options: VenuesOptions): Venues {
  const hosts = new Map<string, VenueHost>()
  const clocks = new Map<VenueHost, VenueClock>()
  const stopping = new AbortController()
  const { signal } = stopping
  const hostOf = (venueId: VenueId, mode: VenueMode): VenueHost => {
    const sheet = venueSheetOf(venueId)
    if (sheet === null) throw unknownVenue(venueId)
    const name = `${venueId} ${mode}`
    const host = hosts.get(name) ?? new VenueHost({ ...options, signal, sheet, mode })
    hosts.set(name, host)
    return host
  }
  return {
    async openVenue({ venueId, mode, key }) {
      const host = hostOf(venueId, mode)
      const parts = { ...options, http: await host.open(key), sheet: host.sheet }
      const isBinance = host.sheet.dialect === 'binance'
      const measured = clocks.get(host) ?? newVenueClock()
      clocks.set(host, measured)
      const venue = isBinance ? new BinanceVenue(parts) : new ReadOnlyVenue(parts)
      return new GuardedVenue(venue, options.clock, measured)
    },
    async openVenuePublic(venueId, mode) {
      const isSimulated = venueSheetOf(venueId)?.kind === 'simulated'
      const host = hostOf(venueId, mode ?? (isSimulated ? 'paper' : 'live'))
      return new CcxtVenuePublic({ host, http: await host.open(null), clock: options.clock })
    },
    stopWaiting: () => stopping.abort(),
  }
}

function unknownVenue(venueId: string): AppError {
  return new AppError('NOT_FOUND', { public: `There is no venue named ${venueId}.` })
}
