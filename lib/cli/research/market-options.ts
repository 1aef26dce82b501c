import type { Bars } from '#core/market/bars.ts'
import { priceGrid } from '#core/market/price-grid.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'
import { type CliInvocation, onlyPositional } from '../cli-command.ts'
import { readBars, TIMEFRAME_OPTION } from '../read-bars.ts'
import { readParameters, readStrategy, STRATEGY_OPTIONS } from './strategy-options.ts'

/** A strategy on a file of candles: what every command of this folder begins with. */
export const MARKET_OPTIONS = { ...STRATEGY_OPTIONS, timeframe: TIMEFRAME_OPTION } as const

/** The candles of one file. */
export type Market = {
  readonly path: string
  readonly bars: Bars
  /** The grid on which the prices lie. */
  readonly tick: number | null
}

export type Chosen = { readonly strategy: Strategy; readonly values: ParameterValues }

export type StrategyOnFile = Market & Chosen

type Invocation = Pick<
  CliInvocation<typeof MARKET_OPTIONS>,
  'positionals' | 'values' | 'cwd' | 'err'
>

/** Reads the strategy first, for it is the quicker to be wrong. Throws UsageError. */
export async function readStrategyOnFile(invocation: Invocation): Promise<StrategyOnFile> {
  const path = onlyPositional(invocation, 'FILE')
  return { ...readChosen(invocation), ...(await readMarket(invocation, path)) }
}

/** The strategy with its parameters. Throws UsageError. */
export function readChosen({ values }: Pick<Invocation, 'values'>): Chosen {
  const strategy = readStrategy(values)
  return { strategy, values: readParameters(strategy, values.params) }
}

/** The candles of a file, with a word on standard error when something is wrong with them. */
export async function readMarket(
  { values, cwd, err }: Omit<Invocation, 'positionals'>,
  path: string,
): Promise<Market> {
  const { bars, report } = await readBars(path, { cwd, timeframe: values.timeframe })
  if (report.isFaulty) err(`truebook: something is wrong with ${path}: see candles check\n`)
  return { path, bars, tick: priceGrid(bars.close) }
}
