import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, toIso, type UnixMs } from '#core/time/time.ts'

/** '13:04:05', in UTC. */
export function clockText(at: UnixMs): string {
  return toIso(at).slice(11, 19)
}

/** '2026-11-21', in UTC. */
export function dateText(at: UnixMs): string {
  return toIso(at).slice(0, 10)
}

/** '2026-11-21 13:04:05', in UTC. */
export function dateTimeText(at: UnixMs): string {
  return `${dateText(at)} ${clockText(at)}`
}

/** How long ago, in its biggest whole unit: '12 s', '3 m', '4 d'. Never less than nothing. */
export function ageText(ageMs: number): string {
  const age = Math.max(0, ageMs)
  if (age >= DAY_MS) return `${Math.floor(age / DAY_MS)} d`
  if (age >= HOUR_MS) return `${Math.floor(age / HOUR_MS)} h`
  if (age >= MINUTE_MS) return `${Math.floor(age / MINUTE_MS)} m`
  return `${Math.floor(age / SECOND_MS)} s`
}
