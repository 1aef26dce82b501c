/**
 * `npm run soak -- --minutes M [--warm-up W] [--seed S] [--browser]`: the real house under steady load and without a
 * fault; tells how fast each process grows (least squares after the warm-up) and whether a break was opened that
 * nothing explains. `--browser` has the desk open in a browser and watches web, gateway and the page too. Exit 1 where
 * it is not steady.
 */
import { parseArgs } from 'node:util'
import type { ChaosHouse } from '../test/chaos/chaos-house.ts'
import { runSoak } from '../test/soak/run-soak.ts'
import { describeSoak, isSteady } from '../test/soak/soak-report.ts'
import { stopSignal } from '../test/stop-signal.ts'

const MINUTE_MS = 60_000

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    'warm-up': { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    browser: { type: 'boolean', default: false },
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
const openPage = async (house: ChaosHouse) => {
  const { openPageMeters } = await import('../test/soak/page-meters.ts')
  return openPageMeters(house)
}
const signal = stopSignal()
const options = { durationMs, warmUpMs, seed, say, signal }
const report = await runSoak({ ...options, ...(values.browser ? { openPage } : {}) })
process.stdout.write(`\n${describeSoak(report)}`)
process.exit(isSteady(report) ? 0 : 1)
