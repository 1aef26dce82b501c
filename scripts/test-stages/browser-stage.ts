import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '#desk/ports.ts'
import { runCommand } from '../tools/run-command.ts'
import { ensureChromium } from './ensure-chromium.ts'
import { readReport } from './read-report.ts'
import type { Outcome, Stage } from './stage.ts'

type Suite = {
  readonly suites?: readonly Suite[]
  readonly specs: readonly {
    readonly title: string
    readonly tests: readonly { status: string }[]
  }[]
}
type PlaywrightReport = {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number }
  readonly suites: readonly Suite[]
}

const OPEN_TO_ALL = 0o755
/** Each has a browser of its own beside it, and a small machine two cores. */
const DESKS = 2

/** The journeys in real browsers, against desks of their own with fresh data folders. */
export const browserStage: Stage = {
  name: 'browser',
  budgetSeconds: 420,
  async run() {
    const chromium = await ensureChromium()
    if (chromium === null) {
      return {
        passed: 0,
        failed: 0,
        notRun: ['browser journeys: no Chromium here and none to be had'],
      }
    }
    const ports = await Promise.all(Array.from({ length: DESKS }, freePort))
    const folder = mkdtempSync(join(tmpdir(), 'truebook-browser-'))
    chmodSync(folder, OPEN_TO_ALL) // so that the desk's PostgreSQL can stay inside, whatever its account
    const report = join(folder, 'report.json')
    try {
      const code = await runCommand('playwright', ['test', '--reporter=list,json'], {
        CHROMIUM_PATH: chromium,
        E2E_DATA: join(folder, 'desk'),
        E2E_PORT: ports.join(','),
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      })
      return outcomeOf(readReport<PlaywrightReport>(report), code)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** A test that passed only on a second try has failed. */
function outcomeOf(report: PlaywrightReport | null, code: number): Outcome {
  const failed = (report?.stats.unexpected ?? 0) + (report?.stats.flaky ?? 0)
  return {
    passed: report?.stats.expected ?? 0,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    notRun: report?.suites.flatMap(skippedIn) ?? [],
  }
}

function skippedIn(suite: Suite): string[] {
  const own = suite.specs
    .filter((spec) => spec.tests.some((test) => test.status === 'skipped'))
    .map((spec) => spec.title)
  return [...own, ...(suite.suites?.flatMap(skippedIn) ?? [])]
}
