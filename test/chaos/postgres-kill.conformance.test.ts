import { expect, test } from 'vitest'
import { POSTGRES_KILL } from './acts.ts'
import { describeChaos, isWhole } from './chaos-report.ts'
import { runChaos } from './run-chaos.ts'

test('kill -9 of PostgreSQL under load loses no acknowledged commit, and the desk trades again without a hand', {
  timeout: 300_000,
}, async () => {
  const said: string[] = []
  const say = (line: string) => said.push(line)
  const acts = [POSTGRES_KILL]
  const report = await runChaos({
    durationMs: 15_000,
    seed: 4,
    acts,
    traders: 6,
    doublePart: 0,
    say,
  })
  expect(isWhole(report), `${said.join('\n')}\n\n${describeChaos(report)}`).toBe(true)
  expect(report.recoveries.length).toBeGreaterThan(0)
  expect(report.acknowledged).toBeGreaterThan(50)
})
