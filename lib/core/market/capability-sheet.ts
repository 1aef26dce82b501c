import { DAY_MS, SECOND_MS } from '#core/time/time.ts'

/**
 * What a venue promises about orders in one kind of market. From these figures follows when its silence about an
 * order means that there is none: a figure that is too small makes two orders of one.
 */
export type CapabilitySheet = {
  readonly marketType: 'spot'
  /** How long after its timestamp the venue refuses a request; null: it never does. */
  readonly deadlineMs: number | null
  /** How far a venue's clock may run behind a request's timestamp. */
  readonly timestampToleranceMs: number
  /** For how long the venue takes no second order under the same client order id. */
  readonly dedupe: 'forever' | 'openOnly' | 'none'
  /** For how long an order can be asked for by its client order id; null: nobody promised. */
  readonly queryByClientIdMs: number | null
  /** How long the venue's engine may still place an order after the answer failed. */
  readonly engineTimeoutMs: number
  /** How long a read may lag behind the engine. */
  readonly readLagMs: number
  /** Whether orders end with the connection that placed them. */
  readonly cancelsOnDisconnect: boolean
  /** Every line proven by a contract test against the venue's engine, or read from its documents and recordings. */
  readonly evidence: 'contract' | 'recorded'
}

/** On top of everything a venue names, before "not found" is believed. */
export const SETTLE_MARGIN_MS = SECOND_MS

/** Binance Spot's documented figures (REST API, "Timing security", "Placing orders" and "Query order"). */
export const BINANCE_SPOT: CapabilitySheet = {
  marketType: 'spot',
  deadlineMs: 5 * SECOND_MS,
  timestampToleranceMs: SECOND_MS,
  dedupe: 'openOnly',
  queryByClientIdMs: 90 * DAY_MS,
  engineTimeoutMs: 10 * SECOND_MS,
  readLagMs: 2 * SECOND_MS,
  cancelsOnDisconnect: false,
  evidence: 'contract',
}

/** Read until somebody certifies that orders through it keep the port's promises. */
export const READ_ONLY_SPOT: CapabilitySheet = {
  marketType: 'spot',
  deadlineMs: null,
  timestampToleranceMs: SECOND_MS,
  dedupe: 'none',
  queryByClientIdMs: null,
  engineTimeoutMs: 30 * SECOND_MS,
  readLagMs: 5 * SECOND_MS,
  cancelsOnDisconnect: false,
  evidence: 'recorded',
}

const SHEETS: Readonly<Record<string, CapabilitySheet>> = {
  sim: BINANCE_SPOT,
  binance: BINANCE_SPOT,
  kraken: READ_ONLY_SPOT,
  coinbase: READ_ONLY_SPOT,
  bybit: READ_ONLY_SPOT,
}

/** The sheet of a venue's spot market; null for a venue that nobody has described. */
export function capabilitySheetOf(venueId: string): CapabilitySheet | null {
  return SHEETS[venueId] ?? null
}

/** From when after its request on an order that is not found is known not to be; null: never by silence. */
export function settleHorizonMs(sheet: CapabilitySheet): number | null {
  const { deadlineMs, timestampToleranceMs, engineTimeoutMs, readLagMs } = sheet
  if (deadlineMs === null) return null
  return deadlineMs + timestampToleranceMs + engineTimeoutMs + readLagMs + SETTLE_MARGIN_MS
}
