import type { DataReport, Finding } from '#core/market/candle-file/data-report.ts'
import { toIso, type UnixMs } from '#core/time/time.ts'

const EXAMPLES_SHOWN = 3
const GAPS_SHOWN = 5

/** A report for people, of which `--json` shows everything. */
export function describeReport(path: string, report: DataReport): string {
  const { rows, candles, firstAt, lastAt, timeframe, gaps, findings } = report
  const faults = findings.filter(({ isFault }) => isFault)
  const notes = findings.filter(({ isFault, kind }) => !isFault && kind !== 'GAP')
  const lines = [
    `${path}: ${candles} candles of ${timeframe} in ${rows} rows`,
    `${at(firstAt)} to ${at(lastAt)}`,
    `${gaps.count} gaps, ${gaps.bars} bars missing, ${gaps.barsMax} at most at once`,
    ...gaps.ranges
      .slice(0, GAPS_SHOWN)
      .map(({ firstAt, lastAt, bars }) => `    ${bars} from ${at(firstAt)} to ${at(lastAt)}`),
    faults.length === 0 ? 'nothing is wrong with it' : 'wrong:',
    ...faults.flatMap(describeFinding),
    ...(notes.length === 0 ? [] : ['to know:', ...notes.flatMap(describeFinding)]),
  ]
  return `${lines.join('\n')}\n`
}

function describeFinding({ kind, count, says, examples }: Finding): string[] {
  const shown = examples
    .slice(0, EXAMPLES_SHOWN)
    .map(({ line, found }) => `      line ${line}: ${found}`)
  return [`  ${count} ${says} (${kind})`, ...shown]
}

function at(time: UnixMs | null): string {
  return time === null ? 'never' : toIso(time)
}
