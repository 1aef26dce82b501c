/** `npm run chaos -- --minutes M [--seed S]`: the real house under everything that may befall it; exit 1 where it broke. */
import { parseArgs } from 'node:util'
import { describeChaos, isClean } from '../test/chaos/chaos-report.ts'
import { runChaos } from '../test/chaos/run-chaos.ts'

const MINUTE_MS = 60_000

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const durationMs = Number(values.minutes) * MINUTE_MS
const seed = Number(values.seed)
if (!(durationMs > 0) || !Number.isSafeInteger(seed)) {
  process.stderr.write('expected --minutes M above zero and --seed S, a whole number\n')
  process.exit(2)
}
const say = (line: string) => process.stdout.write(`${new Date().toISOString()}  ${line}\n`)
const report = await runChaos({ durationMs, seed, say })
process.stdout.write(`\n${describeChaos(report)}`)
process.exit(isClean(report) ? 0 : 1)
