import type { BenchRow } from '../report.ts'

/** One subject of `npm run bench -- research`: it says how it measured, whether its answers were right, and how fast. */
export type ResearchPart = {
  readonly name: string
  run(): PartReport | Promise<PartReport>
}

export type PartReport = {
  readonly method: readonly string[]
  readonly parity: boolean
  readonly rows: readonly BenchRow[]
}
