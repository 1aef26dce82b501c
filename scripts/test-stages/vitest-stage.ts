import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../tools/run-command.ts'
import { readReport } from './read-report.ts'
import type { Outcome, Stage } from './stage.ts'

type VitestReport = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

const RAN = ['passed', 'failed']

/**
 * A vitest project as a stage. A test that skips itself, for want of a program, is named as not run. `workers`
 * is for projects that wait more than they compute.
 */
export function vitestStage(
  name: string,
  {
    project,
    budgetSeconds,
    workers,
  }: { readonly project: string; readonly budgetSeconds: number; readonly workers?: number },
): Stage {
  return {
    name,
    budgetSeconds,
    async run() {
      const folder = mkdtempSync(join(tmpdir(), 'truebook-report-'))
      const report = join(folder, 'report.json')
      try {
        const code = await runCommand('vitest', [
          'run',
          `--project=${project}`,
          ...(workers === undefined ? [] : [`--maxWorkers=${workers}`]),
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${report}`,
        ])
        return outcomeOf(readReport<VitestReport>(report), code)
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
  }
}

/** A run that failed without a failed test (a file that does not load, no report) is one failure. */
function outcomeOf(report: VitestReport | null, code: number): Outcome {
  const failedTests = report?.numFailedTests ?? 0
  const tests = report?.testResults.flatMap((file) => file.assertionResults) ?? []
  return {
    passed: report?.numPassedTests ?? 0,
    failed: failedTests === 0 && code !== 0 ? 1 : failedTests,
    notRun: tests.filter((test) => !RAN.includes(test.status)).map((test) => test.fullName),
  }
}
