import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, toIso, type UnixMs } from '#core/time/time.ts'

const UTC = 'UTC'

/** '13:04:05', in UTC unless a zone is told. */
export function clockText(at: UnixMs, zone: string = UTC): string {
  return isoIn(at, zone).slice(11, 19)
}

/** '2026-11-21', in UTC unless a zone is told. */
export function dateText(at: UnixMs, zone: string = UTC): string {
  return isoIn(at, zone).slice(0, 10)
}

/** '2026-11-21 13:04:05', in UTC unless a zone is told. */
export function dateTimeText(at: UnixMs, zone: string = UTC): string {
  return `${dateText(at, zone)} ${clockText(at, zone)}`
}

/** How long ago, in its biggest whole unit: '12 s', '3 m', '4 d'. Never less than nothing. */
export function ageText(ageMs: number): string {
  const age = Math.max(0, ageMs)
  if (age >= DAY_MS) return `${Math.floor(age / DAY_MS)} d`
  if (age >= HOUR_MS) return `${Math.floor(age / HOUR_MS)} h`
  if (age >= MINUTE_MS) return `${Math.floor(age / MINUTE_MS)} m`
  return `${Math.floor(age / SECOND_MS)} s`
}

/** The instant in the shape of ISO 8601, as the clocks of a zone tell it. */
function isoIn(at: UnixMs, zone: string): string {
  if (zone === UTC) return toIso(at)
  const said = new Map<string, string>()
  for (const { type, value } of formatOf(zone).formatToParts(at)) said.set(type, value)
  const parts = (...names: readonly string[]) => names.map((name) => said.get(name) ?? '')
  return `${parts('year', 'month', 'day').join('-')}T${parts('hour', 'minute', 'second').join(':')}`
}

/** Making one takes longer than a thousand uses of it. */
const FORMATS = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  FORMATS.set(zone, format)
  return format
}
