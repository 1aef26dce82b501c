import { toIso, type UnixMs } from '#core/time/time.ts'

const MONTHS_PER_YEAR = 12
/** Ten years: more months than a list can be chosen from. */
export const MONTHS_MAX = 120

const NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

/** The UTC month of an instant: '2026-11'. */
export function monthAt(at: UnixMs): string {
  return toIso(at).slice(0, 7)
}

/** Every month that has begun since `first`, the newest first, both included. */
export function monthsBack(newest: string, first: string): readonly string[] {
  const count = Math.min(indexOf(newest) - indexOf(first) + 1, MONTHS_MAX)
  return Array.from({ length: Math.max(count, 1) }, (_, back) =>
    monthOfIndex(indexOf(newest) - back),
  )
}

/** 'November 2026' for '2026-11'. */
export function monthName(month: string): string {
  const index = indexOf(month)
  return `${NAMES[index % MONTHS_PER_YEAR]} ${Math.floor(index / MONTHS_PER_YEAR)}`
}

function indexOf(month: string): number {
  return Number(month.slice(0, 4)) * MONTHS_PER_YEAR + Number(month.slice(5)) - 1
}

function monthOfIndex(index: number): string {
  const month = (index % MONTHS_PER_YEAR) + 1
  return `${Math.floor(index / MONTHS_PER_YEAR)}-${String(month).padStart(2, '0')}`
}
