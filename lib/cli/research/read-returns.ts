import { stepReturns } from '#core/metrics/return-series.ts'
import { toIso, UNIX_MS_MAX, unixMsOf } from '#core/time/time.ts'

const HEADS = ['timestamp_ms,equity', 'timestamp_ms,return'] as const

export type ReturnsOfFile = {
  readonly kind: 'equity' | 'return'
  readonly at: Float64Array
  /** What stands in the file. */
  readonly values: Float64Array
  readonly returns: Float64Array
  /** The middle of the steps between rows; NaN for fewer than two. */
  readonly stepMs: number
}

/** A table of values over time that is not one; the message names the line. */
export class ReturnsFileError extends Error {
  override readonly name = 'ReturnsFileError'
}

/**
 * Reads `timestamp_ms,equity` or `timestamp_ms,return`, oldest first, each time once. Equity is above 0; a return
 * is what its period made, not below -1. Throws ReturnsFileError.
 */
export function readReturns(text: string): ReturnsOfFile {
  const lines = text.split(/\r?\n/)
  const head = lines[0]
    ?.replace(/^\uFEFF/, '')
    .replaceAll(' ', '')
    .toLowerCase()
  const kind = head === HEADS[0] ? 'equity' : head === HEADS[1] ? 'return' : null
  if (kind === null) {
    throw new ReturnsFileError(`line 1: expected ${HEADS.join(' or ')}, found "${lines[0] ?? ''}"`)
  }
  const rows = lines.flatMap((line, i) =>
    i === 0 || line.trim() === '' ? [] : [readRow(line, i + 1, kind)],
  )
  rows.forEach((row, i) => {
    const before = rows[i - 1]
    if (before === undefined || row.at > before.at) return
    throw new ReturnsFileError(
      `line ${row.line}: expected a time after ${toIso(unixMsOf(before.at))}, found ${toIso(unixMsOf(row.at))}`,
    )
  })
  const at = Float64Array.from(rows, (row) => row.at)
  const values = Float64Array.from(rows, (row) => row.value)
  const returns = kind === 'equity' ? stepReturns(values) : values
  return { kind, at, values, returns, stepMs: middleStep(at) }
}

function readRow(line: string, number: number, kind: ReturnsOfFile['kind']) {
  const cells = line.split(',')
  const [at = Number.NaN, value = Number.NaN] = cells.map((cell) =>
    cell.trim() === '' ? Number.NaN : Number(cell),
  )
  if (cells.length !== 2) {
    throw new ReturnsFileError(`line ${number}: expected 2 cells, found ${cells.length}`)
  }
  if (!(Number.isSafeInteger(at) && at >= 0 && at <= UNIX_MS_MAX)) {
    throw new ReturnsFileError(`line ${number}: expected whole milliseconds, found "${cells[0]}"`)
  }
  const isGood = kind === 'equity' ? value > 0 : value >= -1
  if (isGood && Number.isFinite(value)) return { line: number, at, value }
  const expected = kind === 'equity' ? 'an equity above 0' : 'a return of -1 or more'
  throw new ReturnsFileError(`line ${number}: expected ${expected}, found "${cells[1]}"`)
}

function middleStep(at: Float64Array): number {
  const steps = stepsBetween(at).sort()
  return steps[steps.length >> 1] ?? Number.NaN
}

function stepsBetween(at: Float64Array): Float64Array {
  return at.subarray(1).map((time, i) => time - (at[i] ?? Number.NaN))
}
