import { linesOf } from '../chaos/chaos-report.ts'
import type { MemorySlope } from './memory-slope.ts'
import type { SoakReport } from './run-soak.ts'

const MIB = 2 ** 20
/** What a process may grow in an hour. */
const SLOPE_MAX = MIB

/** Whether nothing broke, no process ended, and none is known to grow faster than it may. */
export function isSteady({ slopes, restarted, breaks, findings, provenMs }: SoakReport): boolean {
  const isKept = [breaks, restarted, ...findings.map(({ violations }) => violations)].every(
    (wrong) => wrong.length === 0,
  )
  return isKept && provenMs !== null && Object.values(slopes).every((slope) => !isGrowing(slope))
}

/** Growth that is within its own error is not known to be any: a longer run tells. */
function isGrowing(slope: MemorySlope | null): boolean {
  return slope !== null && slope.bytesPerHour - slope.errorPerHour > SLOPE_MAX
}

/** What was done, what each process held, and the verdict. */
export function describeSoak(report: SoakReport): string {
  const { orders, fills, slopes, restarted, breaks, findings, provenMs } = report
  return [
    `${orders} orders, ${fills} fills`,
    'process     samples     first      last     worst   MiB per hour (at most 1)',
    ...Object.entries(slopes).map(([name, slope]) => `${name.padEnd(10)}${slopeText(slope)}`),
    '',
    provenMs === null ? 'the books were NOT proven' : `books proven after ${provenMs} ms`,
    ...linesOf({ id: 'soak', promise: 'no process ended', violations: restarted }),
    ...linesOf({ id: 'soak', promise: 'no break was opened', violations: breaks }),
    ...findings.flatMap(linesOf),
    '',
    `VERDICT: ${isSteady(report) ? 'steady' : 'NOT steady'}`,
    '',
  ].join('\n')
}

function slopeText(slope: MemorySlope | null): string {
  if (slope === null) return ' too few samples'
  const { samples, firstBytes, lastBytes, worstBytes, bytesPerHour, errorPerHour } = slope
  const sizes = [firstBytes, lastBytes, worstBytes].map((bytes) => tenths(bytes / MIB).padStart(10))
  const verdict = isGrowing(slope) ? 'GROWS' : ''
  return `${String(samples).padStart(9)}${sizes.join('')}   ${tenths(bytesPerHour / MIB)} ± ${tenths(errorPerHour / MIB)} ${verdict}`
}

function tenths(value: number): string {
  return String(Math.round(value * 10) / 10)
}
