import { toIso, type UnixMs } from '#core/time/time.ts'
import { CANDLE_COLUMNS, type CandleRows } from './candle-rows.ts'
import type { FindingList } from './finding-list.ts'

/** The rows whose time could be read, oldest first; of one time in the order of the file. */
export function sortRows(rows: CandleRows, findings: FindingList): Uint32Array {
  const { openAt, line } = rows
  let readable = 0
  let isSorted = true
  let last = Number.NEGATIVE_INFINITY
  const order = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const at = openAt[i] as number
    if (Number.isNaN(at)) continue
    if (at < last) {
      isSorted = false
      findings.add('OUT_OF_ORDER', line[i] as number, toIso(at as UnixMs))
    }
    last = at
    order[readable] = i
    readable += 1
  }
  const readableOrder = order.subarray(0, readable)
  if (isSorted) return readableOrder
  return readableOrder.sort((a, b) => (openAt[a] as number) - (openAt[b] as number) || a - b)
}

/**
 * Of these rows, oldest first, one per time: the first that is a candle, else the first. The others are reported.
 */
export function oncePerTime(
  rows: CandleRows,
  {
    order,
    isCandle,
    findings,
  }: { order: Uint32Array; isCandle: Uint8Array; findings: FindingList },
): Uint32Array {
  let kept = 0
  const once = new Uint32Array(order.length)
  for (const row of order) {
    const before = kept === 0 ? -1 : (once[kept - 1] as number)
    if (before === -1 || rows.openAt[before] !== rows.openAt[row]) {
      once[kept] = row
      kept += 1
      continue
    }
    const kind = isSame(rows, before, row) ? 'DUPLICATE_TIME' : 'CONFLICTING_TIME'
    findings.add(kind, rows.line[row] as number, toIso(rows.openAt[row] as UnixMs))
    if (isCandle[before] === 0 && isCandle[row] === 1) once[kept - 1] = row
  }
  return once.subarray(0, kept)
}

function isSame(rows: CandleRows, a: number, b: number): boolean {
  return CANDLE_COLUMNS.every((column) => Object.is(rows[column][a], rows[column][b]))
}
