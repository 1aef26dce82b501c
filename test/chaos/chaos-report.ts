import { AND } from './acts.ts'
import type { ChaosReport, Recovery } from './run-chaos.ts'

/** Whether everything held and everything came back in time. */
export function isClean({ findings, recoveries, provenMs }: ChaosReport): boolean {
  const isWhole = findings.every(({ violations }) => violations.length === 0)
  return isWhole && provenMs !== null && recoveries.every(({ isInTime }) => isInTime)
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
    isClean(report) ? 'VERDICT: clean' : 'VERDICT: NOT clean',
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
