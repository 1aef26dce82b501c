import { AND } from './acts.ts'
import type { StripReport } from './browser/watch-strip.ts'
import type { Finding } from './invariants.ts'
import type { ChaosReport, Recovery } from './run-chaos.ts'

/** Whether every promise held and the house came back from everything, however long that took. */
export function isWhole({ findings, recoveries, provenMs, strip }: ChaosReport): boolean {
  const isKept = findings.every(({ violations }) => violations.length === 0) && isTrue(strip)
  return isKept && provenMs !== null && recoveries.every(({ tookMs }) => tookMs !== null)
}

/** A strip that was never green proves nothing. */
function isTrue(strip: StripReport | null): boolean {
  return strip === null || (strip.violations.length === 0 && strip.greens > 0)
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
    `seed ${report.seed}, ${Math.round(report.ranMs / 1000)} s, ${report.recoveries.length} acts, on ${loadText(report.load)}`,
    '',
    'what befell the house, and how soon an order placed after it was answered by the venue again:',
    'times     median      worst late',
    ...byAct.map(([act, times]) => describeAct(act, times)),
    '',
    `${report.acknowledged} orders were placed, ${report.failures} attempts refused by a house that was down, ${report.fills} fills booked; how the orders ended:`,
    ...Object.entries(report.orders).map(([end, count]) => `${String(count).padStart(5)}  ${end}`),
    '',
    report.provenMs === null
      ? 'the books were NOT proven after everything was mended'
      : `books proven ${report.provenMs} ms after everything was mended`,
    '',
    ...(report.strip === null ? [] : describeStrip(report.strip)),
    ...report.findings.flatMap(linesOf),
    '',
    `VERDICT: ${verdictOf(report)}`,
    '',
  ].join('\n')
}

function describeStrip(strip: StripReport): string[] {
  const { faces, blind, greens, greensWhileDifferent, violations } = strip
  const samples = Object.values(faces).reduce((sum, count) => sum + count, 0)
  return [
    `the page's books strip, looked at ${samples} times: ${JSON.stringify(faces)}`,
    `green ${greens} times, ${greensWhileDifferent} of them with something in flight; the truth could not be read ${blind} times`,
    ...linesOf({ id: 'strip', promise: 'never green while the books differ', violations }),
    '',
  ]
}

/** One line for what held, more for what did not. */
export function linesOf({ id, promise, violations }: Finding): string[] {
  if (violations.length === 0) return [`held    ${id.padEnd(6)}${promise}`]
  const shown = violations.slice(0, VIOLATIONS_SHOWN).map((text) => `          ${text}`)
  return [`BROKEN  ${id.padEnd(6)}${promise} (${violations.length})`, ...shown]
}

const VIOLATIONS_SHOWN = 10

/** Times are promised for a machine with a core for everybody. */
function loadText({ wanted, cores }: ChaosReport['load']): string {
  const busy = wanted > 2 * cores ? ': too busy to judge what is late' : ''
  return `${cores} cores wanted by ${Math.round(wanted * 10) / 10}${busy}`
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
