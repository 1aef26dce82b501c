import { AppError } from '#api/app-error.ts'
import type { Instrument, InstrumentId } from '#core/market/instrument.ts'
import { toLotQuantity, toTickPrice } from '#core/market/quantize.ts'
import { add, formatDecimal, max, ofBps, quantityFor, scale } from '#core/money/money.ts'
import { toIso } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type { Dice } from '#ports/dice.ts'
import type { Venue, VenuePublic } from '#ports/venue.ts'
import { writeCertificate } from '#store/certificates.ts'
import type { Database } from '#store/database.ts'
import { ensureVenue, type NewVenue } from '#store/instruments.ts'
import { CERTIFICATION_CHECKS, type CertificationRig } from './certification-checks.ts'

export type CertifyContext = {
  readonly database: Database
  readonly clock: Clock
  readonly dice: Dice
  /** Told of each check as it ends; null for one that was kept. */
  report(check: string, failure: string | null): void
}

export type CertifyInput = {
  readonly venueRow: NewVenue
  readonly venue: Venue
  /** The same account through a clock that is a minute late. */
  readonly lateVenue: Venue
  readonly publicVenue: VenuePublic
  readonly instrumentId: InstrumentId
}

export type Certification = { readonly isCertified: boolean; readonly failures: readonly string[] }

/** Twice the least that the venue trades, so that a price that moves does not fall below it. */
const NOTIONAL_FACTOR_BPS = 20_000
/** Far enough below the market to rest, near enough to be allowed. */
const RESTING_PERCENT = 90n
const TRADING_BPS_ABOVE = 50

/**
 * Shows at the venue itself, with somebody's key and the smallest orders there are, that the port's promises are kept.
 * When all are, writes the dated certificate that unlocks live orders; otherwise nothing changes. Leaves no open
 * order behind and at most one small position.
 */
export async function certifyVenue(
  ctx: CertifyContext,
  input: CertifyInput,
): Promise<Certification> {
  if (input.venue.capabilities.isReadOnly) {
    throw new AppError('NOT_POSSIBLE_NOW', {
      public: `${input.venueRow.name} is only read so far: this release sends no orders there, so there is nothing to certify.`,
    })
  }
  const rig = await openRig(ctx, input)
  const failures: string[] = []
  for (const { name, show } of CERTIFICATION_CHECKS) {
    const failure = await show(rig).then(() => null, reasonOf)
    ctx.report(name, failure)
    if (failure !== null) failures.push(`${name}: ${failure}`)
  }
  if (failures.length > 0) return { isCertified: false, failures }
  const at = ctx.clock.now()
  const certificate = {
    at: toIso(at),
    instrumentId: input.instrumentId,
    checks: CERTIFICATION_CHECKS.map(({ name }) => name),
  }
  await ctx.database.unscoped(async (tx) => {
    await ensureVenue(tx, input.venueRow)
    await writeCertificate(tx, { venueId: input.venueRow.id, certificate, at })
  })
  return { isCertified: true, failures }
}

async function openRig(
  ctx: CertifyContext,
  { venue, lateVenue, publicVenue, instrumentId }: CertifyInput,
): Promise<CertificationRig> {
  const instruments = await publicVenue.fetchInstruments()
  const instrument = instruments.find(({ id }) => id === instrumentId)
  const quotes = await publicVenue.fetchQuotes()
  const quote = quotes.find((it) => it.instrumentId === instrumentId)
  if (instrument === undefined || !quote?.bid || !quote.ask) {
    throw new AppError('NOT_FOUND', {
      public: `${instrumentId} is not listed there or has no prices now: choose another with --instrument.`,
    })
  }
  const resting = scale(quote.bid, RESTING_PERCENT, 100n, 'down')
  const trading = scale(quote.ask, BigInt(10_000 + TRADING_BPS_ABOVE), 10_000n, 'up')
  return {
    clock: ctx.clock,
    venue,
    lateVenue,
    instrument,
    restingPrice: toTickPrice(formatDecimal(resting), instrument, 'down'),
    tradingPrice: toTickPrice(formatDecimal(trading), instrument, 'up'),
    quantity: smallestQuantity(instrument, resting),
    newClientOrderId: () => `tb-certify-${ctx.dice.uuid().slice(-12)}`,
  }
}

function smallestQuantity(instrument: Instrument, price: Parameters<typeof quantityFor>[1]) {
  const notional = ofBps(instrument.notionalMin, NOTIONAL_FACTOR_BPS, 'up')
  const wished = max(quantityFor(notional, price, 'up'), instrument.quantityMin)
  const lots = toLotQuantity(formatDecimal(wished), instrument, 'down')
  return add(lots, instrument.quantityLot)
}

function reasonOf(error: unknown): string {
  if (error instanceof AppError) return error.publicMessage
  return error instanceof Error ? error.message : String(error)
}
