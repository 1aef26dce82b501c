import type { DatasetView } from '#api/codecs/datasets.ts'
import type { StrategyView } from '#api/codecs/research.ts'
import type { CallInput } from '#api/endpoint.ts'
import type { startBacktest } from '#api/research.ts'
import { textOf } from '#components/ui/form-text.ts'
import { parametersOfForm } from '#components/ui/parameter-form.ts'
import { TIMEFRAMES } from '#core/market/candle.ts'

const PERCENT = 100

/** What a filled form asks for. The server refuses what cannot be run, by name. */
export function backtestOf(
  form: FormData,
  { strategy, dataset }: { readonly strategy: StrategyView; readonly dataset: DatasetView },
): CallInput<typeof startBacktest> {
  const number = (name: string) => Number(textOf(form, name))
  const timeframe = TIMEFRAMES.find((each) => each === textOf(form, 'timeframe'))
  const feeBps = number('feeBps')
  return {
    strategy: strategy.name,
    parameters: parametersOfForm(form, strategy.parameters),
    datasetId: dataset.datasetId,
    timeframe: timeframe ?? dataset.timeframe,
    assumptions: {
      cash: number('cash'),
      sizing: { kind: 'equity', fraction: number('equityPercent') / PERCENT },
      feeBps,
      makerFeeBps: feeBps,
      slippage: { halfSpreadBps: number('halfSpreadBps'), atrTimes: 0, impact: 0 },
      leverage: number('leverage'),
      atEnd: textOf(form, 'atEnd') === 'mark' ? 'mark' : 'close',
    },
  }
}
