import { venueSheetOf } from '#adapters/venues/ccxt/capabilities.ts'
import { openVenues } from '#adapters/venues/open-venues.ts'
import { type InstrumentId, parseInstrumentId } from '#core/market/instrument.ts'
import type { UnixMs } from '#core/time/time.ts'
import { openDatabase } from '#store/database.ts'
import {
  type FetchedHistory,
  fetchHistory,
  type HistoryProgress,
} from '#usecases/datasets/fetch-history.ts'
import { inspectHere } from '#usecases/datasets/inspection.ts'
import { scanDataset } from '#usecases/datasets/scan-dataset.ts'
import { syncInstruments } from '#usecases/market/sync-instruments.ts'
import { systemClock } from './system-clock.ts'
import { systemDice } from './system-dice.ts'
import { openLog } from './telemetry.ts'

export type HistoryFetchWish = {
  readonly databaseUrl: string
  readonly instrumentId: InstrumentId
  readonly from: UnixMs
  readonly to: UnixMs
  readonly signal: AbortSignal
  onProgress(progress: HistoryProgress): void
}

/** The simulated exchange's candles come with the desk: nothing listens here. */
const NO_EXCHANGE_URL = 'http://127.0.0.1:9'

/** Fetches history from a real venue and looks at the dataset. Throws with a message for the person who asked. */
export async function runHistoryFetch(wish: HistoryFetchWish): Promise<FetchedHistory> {
  const { venueId } = parseInstrumentId(wish.instrumentId)
  const sheet = venueSheetOf(venueId)
  if (sheet === null) throw new Error(`Truebook speaks with no venue named "${venueId}"`)
  if (sheet.kind === 'simulated') throw new Error(`${sheet.name} has no history to fetch`)
  const log = openLog({ process: 'truebook', level: 'error' })
  const options = { clock: systemClock, log }
  const database = openDatabase({
    ...options,
    url: wish.databaseUrl,
    applicationName: 'truebook-history',
    connectionsMax: 1,
    dice: systemDice,
  })
  try {
    const ctx = { database, clock: systemClock, inspect: inspectHere }
    const venues = openVenues({ ...options, simulatedUrl: NO_EXCHANGE_URL })
    const publicVenue = await venues.openVenuePublic(venueId)
    try {
      const venue = { id: venueId, name: sheet.name, kind: sheet.kind }
      await syncInstruments(ctx, { venue, publicVenue })
      const fetched = await fetchHistory(ctx, { ...wish, venue: publicVenue })
      await scanDataset(ctx, fetched)
      return fetched
    } finally {
      await publicVenue.close()
    }
  } finally {
    await database.close()
  }
}
