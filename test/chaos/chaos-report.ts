import { AND } from './acts.ts'
import type { ChaosReport, Recovery } from './run-chaos.ts'

/** Whether every promise held and the house came back from everything, however long that took. */
export function isWhole({ findings, recoveries, provenMs }: ChaosReport): boolean {
  const isKept = findings.every(({ violations }) => violations.length === 0)
  return isKept && provenMs !== null && recoveries.every(({ tookMs }) => tookMs !== null)
}

/** And in the time that was promised, which takes a machine with nothing else to do. */
export function isClean(report: ChaosReport): boolean {
  return isWhole(report) && report.recoveries.every(({ isInTime }) => isInTime)
}

function verdictOf(report: ChaosReport): string {
  if (isClean(report)) return 'clean'
  return isWhole(report) ? 'whole, but late' : 'NOT whole'
}

/** What was done, what was seen, and the verdict. */
export function describeChaos(report: ChaosReport): string {
  const byAct = [
    ...Map.groupBy(report.recoveries, ({ act }) => (act.includes(AND) ? 'two at once' : act)),
  ].sort()
  return [
    `seed ${report.seed}, ${Math.round(report.ranMs / 1000)} s, ${report.recoveries.length} acts`,
    '',
    'what befell the house, how often, and how soon it traded again (median, worst, late):',
    ...byAct.map(([act, times]) => describeAct(act, times)),
    '',
    `orders ${JSON.stringify(report.orders)}, fills ${report.fills}`,
    `answered placings ${report.acknowledged}, refused by a house that was down ${report.failures}`,
    report.provenMs === null
      ? 'the books were NOT proven after everything was mended'
      : `books proven ${report.provenMs} ms after everything was mended`,
    '',
    ...report.findings.map(({ id, promise, violations }) =>
      violations.length === 0
        ? `held    ${id.padEnd(4)}${promise}`
        : `BROKEN  ${id.padEnd(4)}${promise}\n${violations
            .slice(0, 10)
            .map((text) => `          ${text}`)
            .join('\n')}`,
    ),
    '',
    `VERDICT: ${verdictOf(report)}`,
    '',
  ].join('\n')
}

function describeAct(act: string, times: readonly Recovery[]): string {
  const took = times.map(({ tookMs }) => tookMs ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b)
  const median = took[Math.floor(took.length / 2)] ?? 0
  const late = times.filter(({ isInTime }) => !isInTime).length
  const figures = `${String(times.length).padStart(4)} ${ms(median)} ${ms(took.at(-1) ?? 0)} ${String(late).padStart(4)}`
  return `${figures}  ${act}`
}

function ms(value: number): string {
  return `${Number.isFinite(value) ? `${value} ms` : 'never'}`.padStart(10)
}
