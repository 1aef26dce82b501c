import type { Assumptions } from '#core/backtest/assumptions.ts'
import type { Bars } from '#core/market/bars.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'

/** What every run is given. */
export type RunJob = {
  readonly bars: Bars
  readonly strategy: string
  readonly parameters: ParameterValues
  readonly assumptions: Assumptions
  /** The step of the instrument's prices. */
  readonly tick: number | null
}
