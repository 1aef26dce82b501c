import type { UnixMs } from '#core/time/time.ts'

/** The only source of the time. Tests and simulations tell it. */
export type Clock = {
  now(): UnixMs
  /** Milliseconds that never jump back; for durations, never for dates. */
  monotonic(): number
  /** Resolves after `ms`, or rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
