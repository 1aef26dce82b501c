/**
 * `npm run soak -- --minutes M [--warm-up W] [--seed S]`: the real house under steady load and without a fault; tells
 * how fast each process grows (least squares after the warm-up) and whether a break was opened that nothing explains.
 * Exit 1 where it is not steady.
 */
import { parseArgs } from 'node:util'
import { runSoak } from '../test/soak/run-soak.ts'
import { describeSoak, isSteady } from '../test/soak/soak-report.ts'
import { stopSignal } from '../test/stop-signal.ts'

const MINUTE_MS = 60_000

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    'warm-up': { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
  },
})
const durationMs = Number(values.minutes) * MINUTE_MS
const warmUpMs = Number(values['warm-up']) * MINUTE_MS
const seed = Number(values.seed)
if (!(durationMs > 0) || !(warmUpMs >= 0) || !Number.isSafeInteger(seed)) {
  process.stderr.write(
    'expected --minutes M above zero, --warm-up W and --seed S, a whole number\n',
  )
  process.exit(2)
}
const say = (line: string) => process.stdout.write(`${new Date().toISOString()}  ${line}\n`)
const report = await runSoak({ durationMs, warmUpMs, seed, say, signal: stopSignal() })
process.stdout.write(`\n${describeSoak(report)}`)
process.exit(isSteady(report) ? 0 : 1)
