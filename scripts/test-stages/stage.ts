/** What came out of a stage. A check, a vitest test and a Playwright test each count as one. */
export type Outcome = {
  readonly passed: number
  readonly failed: number
  /** What was left out and why it could not run. */
  readonly notRun: readonly string[]
}

export type Stage = {
  readonly name: string
  /** What the stage may take on two cores before somebody should look into it. */
  readonly budgetSeconds: number
  run(): Promise<Outcome>
}

export function sum(outcomes: readonly Outcome[]): Outcome {
  return {
    passed: outcomes.reduce((total, outcome) => total + outcome.passed, 0),
    failed: outcomes.reduce((total, outcome) => total + outcome.failed, 0),
    notRun: outcomes.flatMap((outcome) => outcome.notRun),
  }
}
