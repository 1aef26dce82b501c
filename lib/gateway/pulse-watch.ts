import type { VenueId } from '#core/market/instrument.ts'
import type { GatewayHouse } from '#runtime/gateway-context.ts'
import { type AccountPulse, listAccountPulses } from '#usecases/stream/list-account-pulses.ts'
import type { AccountHub } from './account-hub.ts'

/**
 * Whoever looks at an account hears within two seconds that its runner is gone: it beats every 0.4 s, is given up
 * after these 1.2 s, and is looked at every quarter; what is left is for a machine that is busy.
 */
export const RUNNER_SILENT_AFTER_MS = 1_200
/** A stream that is made again at once has missed nothing worth a word. */
export const STREAM_LOST_AFTER_MS = 1_000
export const LOOK_EVERY_MS = 250

/**
 * Watches whether the accounts that somebody looks at are alive: that their runner beats, by the database's clock,
 * and that their venue is heard, by their runner and by this gateway's own public feed.
 */
export class PulseWatch {
  readonly #house: GatewayHouse
  readonly #accounts: AccountHub
  /** Since when each venue whose feed we follow is silent; null while it is heard. */
  readonly #silentSince = new Map<VenueId, number | null>()
  readonly #leaves = new Map<VenueId, () => void>()
  /** As they were read last. */
  #pulses: readonly AccountPulse[] = []
  #timer: NodeJS.Timeout | null = null
  #readAt: number

  constructor(house: GatewayHouse, accounts: AccountHub) {
    this.#house = house
    this.#accounts = accounts
    this.#readAt = house.clock.monotonic()
  }

  start(): void {
    this.#timer = setTimeout(() => void this.#look(), LOOK_EVERY_MS)
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    for (const leave of this.#leaves.values()) leave()
    this.#leaves.clear()
  }

  async #look(): Promise<void> {
    const { clock, log } = this.#house
    const accountIds = this.#accounts.accountIds()
    try {
      const pulses = accountIds.length === 0 ? [] : await listAccountPulses(this.#house, accountIds)
      this.#readAt = clock.monotonic()
      this.#pulses = pulses
      this.#followVenues(pulses)
      for (const pulse of pulses) this.#tell(pulse)
    } catch (error) {
      const unreadMs = clock.monotonic() - this.#readAt
      if (unreadMs > RUNNER_SILENT_AFTER_MS) this.#loseAll(accountIds, unreadMs)
      log.warn({ err: error }, 'the signs of life of accounts cannot be read')
    }
    // Stopped meanwhile.
    if (this.#timer !== null) this.start()
  }

  #tell({ accountId, venueId, runnerAgeMs, streamLostMs }: AccountPulse): void {
    const feedSilentAt = this.#silentSince.get(venueId) ?? null
    const feedSilentMs = feedSilentAt === null ? null : this.#house.clock.monotonic() - feedSilentAt
    const lostMs = beyond(streamLostMs, STREAM_LOST_AFTER_MS)
    this.#accounts.setPulse(accountId, {
      // Nobody ever ran it: it is silent from its beginning.
      runnerSilentMs: runnerAgeMs === null ? 0 : beyond(runnerAgeMs, RUNNER_SILENT_AFTER_MS),
      venueSilentMs: longer(feedSilentMs, lostMs),
    })
  }

  /** Without the database nobody knows who is alive. */
  #loseAll(accountIds: readonly string[], unreadMs: number): void {
    for (const accountId of accountIds) {
      this.#accounts.setPulse(accountId, { runnerSilentMs: unreadMs, venueSilentMs: null })
    }
  }

  /** A venue's silence tells of its accounts at once, before their runners notice it. */
  #followVenues(pulses: readonly AccountPulse[]): void {
    const wanted = new Set(pulses.map(({ venueId }) => venueId))
    for (const [venueId, leave] of this.#leaves) {
      if (wanted.has(venueId)) continue
      leave()
      this.#leaves.delete(venueId)
      this.#silentSince.delete(venueId)
    }
    for (const venueId of wanted) {
      const feed = this.#house.feeds.get(venueId)
      if (feed === undefined || this.#leaves.has(venueId)) continue
      const leave = feed.watchSilence((isSilent) => this.#onSilence(venueId, isSilent))
      this.#leaves.set(venueId, leave)
    }
  }

  #onSilence(venueId: VenueId, isSilent: boolean): void {
    this.#silentSince.set(venueId, isSilent ? this.#house.clock.monotonic() : null)
    for (const pulse of this.#pulses) if (pulse.venueId === venueId) this.#tell(pulse)
  }
}

function beyond(ageMs: number | null, limitMs: number): number | null {
  return ageMs !== null && ageMs > limitMs ? ageMs : null
}

function longer(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.max(a, b)
}
