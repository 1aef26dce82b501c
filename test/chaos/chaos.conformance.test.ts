import { expect, test } from 'vitest'
import { describeChaos, isWhole } from './chaos-report.ts'
import { runChaos } from './run-chaos.ts'

const DURATION_MS = 60_000
/** With the quiet after it, in which doubts settle and the books are proven. */
const TEST_MS_MAX = 420_000
/** Among its first acts: a killed database, killed runners, one that stands still, a halt, and the worst of venues. */
const SEED = 22_670

test('a minute of kills, freezes, cut lines and a lying exchange leaves the books the venue’s to the last digit', {
  timeout: TEST_MS_MAX,
}, async () => {
  const said: string[] = []
  const report = await runChaos({
    durationMs: DURATION_MS,
    seed: SEED,
    say: (line) => said.push(line),
  })
  expect(isWhole(report), `${said.join('\n')}\n\n${describeChaos(report)}`).toBe(true)
  expect(report.recoveries.length).toBeGreaterThan(4)
  expect(report.fills).toBeGreaterThan(20)
})
