// A process of its own for one size, so that its memory is its own: prints one JSON document for backtest.ts.
import { DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { type BacktestResult, runBacktest } from '#core/backtest/run-backtest.ts'
import { metricsOfRun } from '#core/metrics/metric-table.ts'
import { curveOfBars } from '#core/metrics/return-series.ts'
import { parseParameters } from '#core/strategies/parameter.ts'
import { smaCross } from '#core/strategies/sma-cross.ts'
import { priceWalk } from '#test/price-walk.ts'
import { median } from '../report.ts'
import { runYardstick } from './c-yardstick.ts'

const BYTES_PER_MIB = 2 ** 20
const KIB_PER_MIB = 2 ** 10

/** Not a part of it, before the loops are compiled. */
const WARM_UPS = 6

function main([barsText, runsText]: readonly string[]): void {
  const [length, runs] = [Number(barsText), Number(runsText)]
  const bars = priceWalk(length)
  const equity = new Float64Array(length)
  // Its times belong to the bars and its values are written into `equity` by each run.
  const curve = curveOfBars(bars, equity)
  const play = (given: Record<string, number>): BacktestResult => {
    const parsed = parseParameters(smaCross.parameters, given)
    if (parsed.kind === 'bad') throw new Error(JSON.stringify(parsed.faults))
    const assumptions = { ...DEFAULT_ASSUMPTIONS, atEnd: 'mark' } as const
    const { values } = parsed
    return runBacktest({ bars, strategy: smaCross, values, assumptions, tick: null, equity })
  }
  const lean = cpuMs(runs, () => play({}))
  const result = play({})
  const guarded = cpuMs(runs, () => play({ stopPercent: 1, targetPercent: 2 }))
  // The yardstick runs in a process of its own: what follows is the peak of this one.
  const peakMb = process.resourceUsage().maxRSS / KIB_PER_MIB
  const measured = cpuMs(Math.ceil(runs / 4), () => measure(play({})))
  const yardstick = runYardstick(bars, runs)
  process.stdout.write(
    JSON.stringify({
      trades: result.trades.length,
      finalEquity: result.finalEquity,
      lean,
      guarded,
      measured,
      peakMb,
      dataMb: (bars.close.byteLength * 6) / BYTES_PER_MIB,
      yardstick,
    }),
  )

  function measure({ trades }: BacktestResult): void {
    metricsOfRun({
      curve,
      initial: DEFAULT_ASSUMPTIONS.cash,
      trades: trades.columns(),
    })
  }
}

function cpuMs(runs: number, run: () => unknown): number {
  const times: number[] = []
  for (let k = -WARM_UPS; k < runs; k++) {
    const before = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(before)
    if (k >= 0) times.push((user + system) / 1_000)
  }
  return median(times)
}

main(process.argv.slice(2))
