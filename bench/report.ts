import { execFileSync } from 'node:child_process'
import { cpus, totalmem } from 'node:os'

export type BenchRow = {
  readonly case: string
  readonly metric: string
  readonly unit: string
  readonly value: number
  /** What this machine reaches without the part under test, measured in the same run; null when it has no meaning. */
  readonly floor: number | null
  /** What we want; null for a row that only informs. */
  readonly target: number | null
  readonly better: 'higher' | 'lower'
}

export type BenchReport = {
  readonly name: string
  /** How it was measured, for the reader of the table: warm-up, repetitions, what a case is. */
  readonly method: readonly string[]
  /** Whether the part under test gave the right answers. The only thing that fails a bench. */
  readonly parity: boolean
  readonly rows: readonly BenchRow[]
}

const BYTES_PER_GIB = 2 ** 30

/** Prints the report, as one line of JSON when asked with --json, and sets the exit code to 1 when parity failed. */
export function publishReport(report: BenchReport, argv: readonly string[]): void {
  const { name, method, parity, rows } = report
  const about = { name, commit: commit(), machine: machine() }
  if (!parity) process.exitCode = 1
  if (argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify({ ...about, parity, rows })}\n`)
    return
  }
  const heading = `${about.name} at ${about.commit}, ${about.machine}`
  const verdict = `parity: ${parity ? 'holds' : 'FAILED'}`
  process.stdout.write(`${[heading, ...method, '', ...table(rows), '', verdict].join('\n')}\n`)
}

/** The middle of the values; of an even number, the upper one of the two in the middle. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[values.length >> 1]
  if (middle === undefined) throw new RangeError('the median of nothing was asked for')
  return middle
}

function table(rows: readonly BenchRow[]): string[] {
  const header = ['case', 'metric', 'value', 'floor', 'target', 'unit', '']
  const lines = [header, ...rows.map(cells)]
  const widths = header.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  )
  const isNumber = (column: number) => column >= 2 && column <= 4
  return lines.map((line) =>
    line
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return isNumber(column) ? cell.padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd(),
  )
}

function cells(row: BenchRow): string[] {
  const floor = row.floor === null ? '' : formatNumber(row.floor)
  const target = row.target === null ? '' : formatNumber(row.target)
  return [row.case, row.metric, formatNumber(row.value), floor, target, row.unit, remark(row)]
}

function remark({ value, target, better }: BenchRow): string {
  if (target === null) return ''
  const isMet = better === 'higher' ? value >= target : value <= target
  return isMet ? 'met' : 'MISSED'
}

function formatNumber(value: number): string {
  const fractionDigits = Math.abs(value) >= 1_000 ? 0 : 3
  return value.toLocaleString('en-US', { maximumFractionDigits: fractionDigits })
}

/** With a + when the working tree holds changes to what git tracks. */
function commit(): string {
  try {
    const hash = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
    const changes = execFileSync('git', ['status', '--porcelain', '-uno'], { encoding: 'utf8' })
    return changes.trim() === '' ? hash : `${hash}+`
  } catch {
    // Unpacked from an archive, without git.
    return 'unknown'
  }
}

function machine(): string {
  const processors = cpus()
  const model = processors[0]?.model.trim() ?? 'unknown processor'
  const memory = Math.round(totalmem() / BYTES_PER_GIB)
  return `${processors.length} x ${model}, ${memory} GiB, Node ${process.version}`
}
