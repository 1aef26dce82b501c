import { VENUE_SHEETS } from '#adapters/venues/ccxt/capabilities.ts'
import type { InstrumentId, VenueId } from '#core/market/instrument.ts'
import { MINUTE_MS, SECOND_MS } from '#core/time/time.ts'
import type { VenuePublic } from '#ports/venue.ts'
import type { RunnerHouse } from '#runtime/runner-context.ts'
import { readInstruments } from '#store/read-instruments.ts'
import { readRunnableAccounts } from '#store/runnable-accounts.ts'
import { ensureVenues } from '#usecases/market/ensure-venues.ts'
import { ingestCandles } from '#usecases/market/ingest-candles.ts'
import { ingestQuotes } from '#usecases/market/ingest-quotes.ts'
import { syncInstruments } from '#usecases/market/sync-instruments.ts'
import { syncMarketLabel } from '#usecases/market/sync-market-label.ts'
import { Bell } from './bell.ts'
import { repeat } from './repeat.ts'

export const QUOTES_EVERY_MS = SECOND_MS
export const INSTRUMENTS_EVERY_MS = 10 * MINUTE_MS
/** While history is missing, a page of candles is fetched so often. */
export const HISTORY_PAGE_EVERY_MS = 500
/** Then only what is new: every instrument once a minute. */
export const CANDLES_CURRENT_EVERY_MS = MINUTE_MS
export const VENUES_EVERY_MS = 10 * SECOND_MS
/** A replay comes to its end, and to another day. */
export const MARKET_LABEL_EVERY_MS = MINUTE_MS

/** Keeps instruments, quotes and candles of every venue in use new until `signal` aborts. */
export async function ingestMarkets(house: RunnerHouse, signal: AbortSignal): Promise<void> {
  const ingests = new Map<VenueId, Promise<void>>()
  await repeat(
    { ...roundOf(house, signal), name: 'venues', everyMs: VENUES_EVERY_MS },
    async () => {
      if (ingests.size === 0) await ensureVenues(house, venueRows())
      for (const venueId of await venuesInUse(house)) {
        if (!ingests.has(venueId)) ingests.set(venueId, ingestVenue(house, venueId, signal))
      }
    },
  )
  await Promise.all(ingests.values())
}

/** The simulated market is always there to be looked at; real venues once an account is connected. */
async function venuesInUse(house: RunnerHouse): Promise<ReadonlySet<VenueId>> {
  const accounts = await readRunnableAccounts(house.database)
  const simulated = VENUE_SHEETS.filter(({ kind }) => kind === 'simulated' && house.hasExchange)
  return new Set([
    ...simulated.map(({ venueId }) => venueId),
    ...accounts.map(({ venueId }) => venueId),
  ])
}

async function ingestVenue(
  house: RunnerHouse,
  venueId: VenueId,
  signal: AbortSignal,
): Promise<void> {
  const publicVenue = await openPatiently(house, venueId, signal)
  if (publicVenue === null) return
  const round = { ...roundOf(house, signal), log: house.log.child({ venueId }) }
  const listed = new Bell(house.clock)
  const labelDue = new Bell(house.clock)
  await Promise.all([
    repeat({ ...round, name: 'instruments', everyMs: INSTRUMENTS_EVERY_MS }, async () => {
      await syncInstruments(house, { venue: venueRow(venueId), publicVenue })
      listed.ring()
      labelDue.ring()
    }),
    repeat(
      { ...round, name: 'market label', everyMs: MARKET_LABEL_EVERY_MS, bell: labelDue },
      async () => {
        if (venueRow(venueId).kind === 'simulated') await syncMarketLabel(house, venueId)
      },
    ),
    repeat({ ...round, name: 'quotes', everyMs: QUOTES_EVERY_MS }, async () => {
      await ingestQuotes(house, publicVenue)
    }),
    ingestVenueCandles(house, publicVenue, { ...round, bell: listed }),
  ])
  await publicVenue.close()
}

/** Null when the runner ends before the venue answers. */
async function openPatiently(
  house: RunnerHouse,
  venueId: VenueId,
  signal: AbortSignal,
): Promise<VenuePublic | null> {
  while (!signal.aborted) {
    try {
      return await house.venues.openVenuePublic(venueId)
    } catch (error) {
      house.log.warn({ err: error, venueId }, 'a venue does not answer yet')
      await house.clock.sleep(VENUES_EVERY_MS, signal).catch(() => undefined)
    }
  }
  return null
}

type Round = Omit<Parameters<typeof repeat>[0], 'name' | 'everyMs'>

/** Instrument by instrument: the newest of each first, then page by page what is missing of their history. */
async function ingestVenueCandles(
  house: RunnerHouse,
  venue: VenuePublic,
  round: Round,
): Promise<void> {
  const complete = new Set<InstrumentId>()
  await repeat({ ...round, name: 'candles', everyMs: CANDLES_CURRENT_EVERY_MS }, async () => {
    const instruments = await house.database.unscoped((tx) =>
      readInstruments(tx, { venueId: venue.venueId }),
    )
    for (const { id } of instruments) {
      if (round.signal.aborted) return
      const { isComplete } = await ingestCandles(house, { venue, instrumentId: id })
      if (isComplete) complete.add(id)
      else await house.clock.sleep(HISTORY_PAGE_EVERY_MS, round.signal).catch(() => undefined)
    }
    if (instruments.some(({ id }) => !complete.has(id))) round.bell.ring()
  })
}

function venueRows() {
  return VENUE_SHEETS.map(({ venueId }) => venueRow(venueId))
}

function venueRow(venueId: VenueId) {
  const sheet = VENUE_SHEETS.find((known) => known.venueId === venueId)
  return { id: venueId, name: sheet?.name ?? venueId, kind: sheet?.kind ?? 'exchange' } as const
}

function roundOf(house: RunnerHouse, signal: AbortSignal): Round {
  return { bell: new Bell(house.clock), signal, clock: house.clock, log: house.log }
}
