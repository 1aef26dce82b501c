import type { PromMeter } from '#adapters/metrics/prom-meter.ts'
import { SECOND_MS } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type { Log } from '#ports/log.ts'
import type { Database } from '#store/database.ts'
import { writeProcessMetrics } from '#store/process-metrics.ts'
import { Bell } from '../runner/bell.ts'
import { repeat } from '../runner/repeat.ts'

export const TELL_METRICS_EVERY_MS = 5 * SECOND_MS

export type MeasuredHouse = {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly meter: PromMeter
}

/**
 * Leaves what this process measures in the database every five seconds, where web reads it for all processes: one
 * address to scrape and one token, however many processes there are and wherever they run.
 */
export function keepMetrics(house: MeasuredHouse): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { clock, log } = house
  const round = { name: 'metrics', everyMs: TELL_METRICS_EVERY_MS, bell: new Bell(clock) }
  const running = repeat({ ...round, signal: stopping.signal, clock, log }, async () => {
    const { identity } = house.meter
    const families = await house.meter.families()
    await house.database.unscoped((tx) => writeProcessMetrics(tx, { ...identity, families }))
  })
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
