/** The columns that make a candle, in the order of the canonical file. */
export const CANDLE_COLUMNS = ['openAt', 'open', 'high', 'low', 'close', 'volume'] as const
export type CandleColumn = (typeof CANDLE_COLUMNS)[number]

/** A cell that could not be read, where it stands. */
export type UnreadCell = {
  readonly line: number
  readonly column: CandleColumn
  readonly found: string
}

/** How the times of a file are written. */
export type TimeForm = 'unix-s' | 'unix-ms' | 'unix-us' | 'unix-ns' | 'date' | 'local' | 'zoned'

/** How a file says what it says; a report repeats it, so that a guess is never silent. */
export type FileForm = {
  readonly format: 'csv' | 'json' | 'columns'
  readonly hasHeader: boolean
  /** What each column of the file was taken for; null for one that is not read. */
  readonly columns: readonly (CandleColumn | null)[]
  /** The file's own names, where it has them. */
  readonly names: readonly string[]
  /** How many times were written in each form. */
  readonly timeForms: Readonly<Partial<Record<TimeForm, number>>>
  /** How many times carried each offset from UTC, such as `+02:00`. */
  readonly offsets: Readonly<Record<string, number>>
}

/** The rows of a file as they stand there, in its order; NaN where a cell is empty or no number. */
export type CandleRows = {
  readonly length: number
  /** The line (CSV, from 1) or element (JSON, from 1) of each row. */
  readonly line: Float64Array
  readonly openAt: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
  readonly unreadTimes: number
  readonly unreadCells: number
  /** The first of the times, and the first of the other cells. */
  readonly unreadExamples: readonly UnreadCell[]
  readonly form: FileForm
}

/** How many of one kind are listed; all are counted. */
export const EXAMPLES_MAX = 100

/** Text that is no file of candles at all: nothing in it can be read as rows. */
export class CandleFileError extends Error {
  override readonly name = 'CandleFileError'
  readonly code = 'CANDLE_FILE_UNREADABLE'
}

/** Room for `length` rows. */
export function makeRowColumns(length: number) {
  const column = () => new Float64Array(length)
  return {
    line: column(),
    openAt: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  }
}
