import {
  type CandleColumn,
  type CandleRows,
  EXAMPLES_MAX,
  type FileForm,
  makeRowColumns,
  type TimeForm,
  type UnreadCell,
} from './candle-rows.ts'
import type { ReadTime } from './parse-time.ts'

/** Characters of a cell that are repeated in a report. */
const FOUND_MAX = 40

/** Gathers the rows of a file one by one, and what in them could not be read. */
export class RowWriter {
  readonly columns: ReturnType<typeof makeRowColumns>
  #length = 0
  #unreadTimes = 0
  #unreadCells = 0
  readonly #examples: UnreadCell[] = []
  readonly #timeForms: Partial<Record<TimeForm, number>> = {}
  readonly #offsets: Record<string, number> = {}

  constructor(lengthMax: number) {
    this.columns = makeRowColumns(lengthMax)
  }

  /** The index of the row being written. */
  get row(): number {
    return this.#length
  }

  endRow(line: number): void {
    this.columns.line[this.#length] = line
    this.#length += 1
  }

  countTime({ form, offset }: ReadTime): void {
    this.#timeForms[form] = (this.#timeForms[form] ?? 0) + 1
    if (offset !== null) this.#offsets[offset] = (this.#offsets[offset] ?? 0) + 1
  }

  /** Notes a cell that holds no number or no time. */
  unread(line: number, column: CandleColumn, found: string): void {
    const isTime = column === 'openAt'
    if (isTime) this.#unreadTimes += 1
    else this.#unreadCells += 1
    if ((isTime ? this.#unreadTimes : this.#unreadCells) > EXAMPLES_MAX) return
    this.#examples.push({ line, column, found: found.slice(0, FOUND_MAX) })
  }

  rows(form: Omit<FileForm, 'timeForms' | 'offsets'>): CandleRows {
    const cut = (column: Float64Array) => column.subarray(0, this.#length)
    const { line, openAt, open, high, low, close, volume } = this.columns
    return {
      length: this.#length,
      line: cut(line),
      openAt: cut(openAt),
      open: cut(open),
      high: cut(high),
      low: cut(low),
      close: cut(close),
      volume: cut(volume),
      unreadTimes: this.#unreadTimes,
      unreadCells: this.#unreadCells,
      unreadExamples: this.#examples,
      form: { ...form, timeForms: this.#timeForms, offsets: this.#offsets },
    }
  }
}
