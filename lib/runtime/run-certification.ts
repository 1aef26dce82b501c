import { venueSheetOf } from '#adapters/venues/ccxt/capabilities.ts'
import { openVenues } from '#adapters/venues/open-venues.ts'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import type { Log } from '#ports/log.ts'
import type { VenueSecret } from '#ports/venue-keys.ts'
import { openDatabase } from '#store/database.ts'
import {
  type Certification,
  type CertifyContext,
  certifyVenue,
} from '#usecases/venues/certify-venue.ts'
import { systemClock } from './system-clock.ts'
import { systemDice } from './system-dice.ts'
import { openLog } from './telemetry.ts'

export type CertificationWish = {
  readonly databaseUrl: string
  readonly venueId: string
  /** `BASE-QUOTE`. */
  readonly market: string
  readonly secret: VenueSecret
  readonly report: CertifyContext['report']
}

const CONNECTIONS_MAX = 1
/** Only real venues are certified: nothing listens here. */
const NO_EXCHANGE_URL = 'http://127.0.0.1:9'

/** Certifies a real venue on its testnet. Throws with a message for the person who asked. */
export async function runCertification(wish: CertificationWish): Promise<Certification> {
  const sheet = venueSheetOf(wish.venueId)
  if (sheet === null) throw new Error(`Truebook speaks with no venue named "${wish.venueId}"`)
  if (sheet.kind === 'simulated') throw new Error(`${sheet.name} needs no certificate`)
  if (!sheet.hasTestnet) throw new Error(`${sheet.name} has no testnet to be certified on`)
  const log = openLog({ process: 'truebook', level: 'error' })
  const { venueId } = sheet
  const open = (clock: typeof systemClock) =>
    openVenues({ simulatedUrl: NO_EXCHANGE_URL, clock, log }).openVenue({
      venueId,
      mode: 'testnet',
      key: wish.secret,
    })
  const database = openCertificationDatabase(wish.databaseUrl, log)
  const venue = await open(systemClock)
  const lateVenue = await open({
    ...systemClock,
    now: () => unixMsOf(systemClock.now() - MINUTE_MS),
  })
  const publicVenue = await openVenues({
    simulatedUrl: NO_EXCHANGE_URL,
    clock: systemClock,
    log,
  }).openVenuePublic(venueId, 'testnet')
  try {
    const { base, quote } = parseInstrumentId(`${venueId}:${wish.market}`)
    const ctx = { database, clock: systemClock, dice: systemDice, report: wish.report }
    const venueRow = { id: venueId, name: sheet.name, kind: sheet.kind }
    const instrumentId = instrumentIdOf({ venueId, base, quote })
    return await certifyVenue(ctx, { venueRow, venue, lateVenue, publicVenue, instrumentId })
  } finally {
    await Promise.all([venue.close(), lateVenue.close(), publicVenue.close(), database.close()])
  }
}

function openCertificationDatabase(url: string, log: Log) {
  return openDatabase({
    url,
    applicationName: 'truebook-certify',
    connectionsMax: CONNECTIONS_MAX,
    clock: systemClock,
    dice: systemDice,
    log,
  })
}
