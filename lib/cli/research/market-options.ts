import type { Bars } from '#core/market/bars.ts'
import { priceGrid } from '#core/market/price-grid.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'
import { type CliInvocation, onlyPositional } from '../cli-command.ts'
import { readBars, TIMEFRAME_OPTION } from '../read-bars.ts'
import { readParameters, readStrategy, STRATEGY_OPTIONS } from './strategy-options.ts'

/** A strategy on a file of candles: what every command of this folder begins with. */
export const MARKET_OPTIONS = { ...STRATEGY_OPTIONS, timeframe: TIMEFRAME_OPTION } as const

export type StrategyOnFile = {
  readonly path: string
  readonly bars: Bars
  readonly strategy: Strategy
  readonly values: ParameterValues
  /** The grid on which the prices lie. */
  readonly tick: number | null
}

type Invocation = Pick<
  CliInvocation<typeof MARKET_OPTIONS>,
  'positionals' | 'values' | 'cwd' | 'err'
>

/** Reads the strategy first, for it is the quicker to be wrong. Throws UsageError. */
export async function readStrategyOnFile(invocation: Invocation): Promise<StrategyOnFile> {
  const { values: typed, cwd, err } = invocation
  const path = onlyPositional(invocation, 'FILE')
  const strategy = readStrategy(typed)
  const values = readParameters(strategy, typed.params)
  const { bars, report } = await readBars(path, { cwd, timeframe: typed.timeframe })
  if (report.isFaulty) err(`truebook: something is wrong with ${path}: see candles check\n`)
  return { path, bars, strategy, values, tick: priceGrid(bars.close) }
}
