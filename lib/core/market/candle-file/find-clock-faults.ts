import { HOUR_MS, toIso, type UnixMs } from '#core/time/time.ts'
import type { CandleRows, FileForm } from './candle-rows.ts'
import type { FindingList } from './finding-list.ts'

/** Times without a zone, of several forms or offsets, and the hours that clocks put back and forward. */
export function findClockFaults(
  rows: CandleRows,
  { timeframeMs, findings }: { timeframeMs: number; findings: FindingList },
): void {
  const { timeForms, offsets } = rows.form
  findings.addCounted('TIME_ZONE_MISSING', timeForms.local ?? 0)
  const kinds = kindsOf(timeForms)
  if (kinds.length > 1) findings.addCounted('TIME_FORMS_MIXED', kinds.length)
  const zones = Object.keys(offsets)
  if (zones.length > 1) findings.addCounted('OFFSETS_HONOURED', zones.length)
  if (timeForms.local !== undefined) findChangedClocks(rows, timeframeMs, findings)
}

/** A date alone stands beside times of day without a zone where midnight is written short. */
function kindsOf(timeForms: FileForm['timeForms']): string[] {
  const kinds = Object.keys(timeForms).map((form) => (form === 'date' ? 'local' : form))
  return [...new Set(kinds)]
}

/**
 * Where clocks go back an hour is written twice, where they go forward one is left out. A file with both tells the
 * time of a place, not UTC; a gap of an hour alone may be anything.
 */
function findChangedClocks(
  { openAt, line }: CandleRows,
  timeframeMs: number,
  findings: FindingList,
) {
  if (timeframeMs > HOUR_MS) return
  const back = timeframeMs - HOUR_MS
  const forward = timeframeMs + HOUR_MS
  const changes = { back: [] as number[], forward: [] as number[] }
  for (let i = 1; i < openAt.length; i++) {
    const step = (openAt[i] as number) - (openAt[i - 1] as number)
    if (step === back) changes.back.push(i)
    if (step === forward) changes.forward.push(i)
  }
  if (changes.back.length === 0 || changes.forward.length === 0) return
  for (const i of [...changes.back, ...changes.forward].sort((a, b) => a - b)) {
    findings.add('TIME_ZONE_SHIFTED', line[i] as number, toIso(openAt[i] as UnixMs))
  }
}
