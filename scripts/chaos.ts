/**
 * `npm run chaos -- --minutes M [--seed S] [--browser [--lie]]`: the real house under everything that may befall it;
 * exit 1 where it broke. `--browser` has the desk open in a browser meanwhile and holds its books strip to the
 * exchange's own state; `--lie` forges what that page is told, so that the watch must find it out.
 */
import { parseArgs } from 'node:util'
import type { ChaosHouse } from '../test/chaos/chaos-house.ts'
import { describeChaos, isClean } from '../test/chaos/chaos-report.ts'
import { runChaos } from '../test/chaos/run-chaos.ts'
import { stopSignal } from '../test/stop-signal.ts'

const MINUTE_MS = 60_000

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    browser: { type: 'boolean', default: false },
    lie: { type: 'boolean', default: false },
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
const { browser, lie: isLying } = values
const watch = async (house: ChaosHouse) => {
  const { watchPage } = await import('../test/chaos/browser/watch-page.ts')
  return watchPage(house, { isLying })
}
const signal = stopSignal()
const report = await runChaos({ durationMs, seed, say, signal, ...(browser ? { watch } : {}) })
process.stdout.write(`\n${describeChaos(report)}`)
process.exit(isClean(report) ? 0 : 1)
