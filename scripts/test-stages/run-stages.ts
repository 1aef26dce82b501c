import { generateClient } from '#desk/prepare-code.ts'
import { root } from '../tools/run-command.ts'
import { browserStage } from './browser-stage.ts'
import { checksStage } from './checks-stage.ts'
import { type Outcome, type Stage, sum } from './stage.ts'
import { vitestStage } from './vitest-stage.ts'

/** Cheapest first. */
const STAGES: readonly Stage[] = [
  checksStage,
  vitestStage('unit', { project: 'unit', budgetSeconds: 90 }),
  vitestStage('database', { project: 'db', budgetSeconds: 240 }),
  vitestStage('conformance', { project: 'conformance', budgetSeconds: 420, workers: 3 }),
  browserStage,
]

const GENERATE_MS_MAX = 60_000
const NAME_WIDTH = 13
const SECONDS_WIDTH = 7

/** Set in CI: what could not run there counts as failed. */
const mustRunAll = process.env['TRUEBOOK_TEST_ALL'] === '1'

const wanted = process.argv.slice(2)
const names = STAGES.map((stage) => stage.name)
const unknown = wanted.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`unknown stage ${unknown.join(', ')}: expected ${names.join(', ')}\n`)
  process.exitCode = 1
} else {
  process.exitCode = await runStages(
    STAGES.filter((stage) => wanted.length === 0 || wanted.includes(stage.name)),
  )
}

/** Types and tests refer to Prisma's client, which is generated and never committed. */
async function runStages(stages: readonly Stage[]): Promise<number> {
  await generateClient(root, AbortSignal.timeout(GENERATE_MS_MAX))
  const outcomes: Outcome[] = []
  const lines: string[] = []
  for (const stage of stages) {
    process.stdout.write(`\n=== ${stage.name}\n`)
    const startedAt = performance.now()
    const outcome = await stage.run()
    outcomes.push(outcome)
    lines.push(summaryLine(stage, outcome, (performance.now() - startedAt) / 1000))
  }
  const total = sum(outcomes)
  const failed = total.failed + (mustRunAll ? total.notRun.length : 0)
  const notRun = total.notRun.map((what) => `not run: ${what}`)
  process.stdout.write(
    `\n${[...lines, ...notRun, `${total.passed} passed, ${failed} failed`].join('\n')}\n`,
  )
  return failed === 0 ? 0 : 1
}

function summaryLine({ name, budgetSeconds }: Stage, outcome: Outcome, seconds: number): string {
  const time = `${seconds.toFixed(1).padStart(SECONDS_WIDTH)} s of ${budgetSeconds} s`
  const remark = seconds > budgetSeconds ? '  over budget' : ''
  return `${name.padEnd(NAME_WIDTH)}${time}  ${outcome.passed} passed, ${outcome.failed} failed${remark}`
}
