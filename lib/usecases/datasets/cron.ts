import { Cron } from 'croner'
import { type UnixMs, unixMsOf } from '#core/time/time.ts'

/**
 * The next moment after `after` that a cron text of five fields names in UTC. Null for a text that is none, and for one
 * that names no moment.
 */
export function nextTimeOf(cron: string, after: UnixMs): UnixMs | null {
  try {
    const next = new Cron(cron, { timezone: 'UTC', mode: '5-part' }).nextRun(new Date(after))
    return next === null ? null : unixMsOf(next.getTime())
  } catch {
    // Croner throws for every text that it cannot read, and names no kind.
    return null
  }
}
