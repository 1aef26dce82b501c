import { type WalkForwardReport, walkForward as walk } from '#core/backtest/walk-forward.ts'
import { cliCommand, EXIT_DONE, UsageError } from '../cli-command.ts'
import { ASSUMPTION_OPTIONS, readAssumptions } from './assumption-options.ts'
import { MARKET_OPTIONS, readStrategyOnFile } from './market-options.ts'
import { readPoints, SWEEP_OPTIONS } from './sweep-options.ts'

const { ranges, random, seed } = SWEEP_OPTIONS

export const walkForward = cliCommand({
  words: ['walk-forward'],
  summary: 'Choose parameters on the past and test them on what came after, window by window',
  usage: 'FILE --strategy NAME --ranges JSON --train BARS --test BARS [--json]',
  example: `BTCUSDT_1h.csv.gz --strategy sma-cross --ranges '{"fast":[5,50,5],"slow":[60,200,20]}' --train 2000 --test 500`,
  details: `Each window takes the point with the highest final equity and trades it on the bars behind, which it has not
seen. Efficiency is what a test earned for each unit of training of the same length: 1 keeps its promise.`,
  options: {
    ...MARKET_OPTIONS,
    ...ASSUMPTION_OPTIONS,
    ranges,
    random,
    seed,
    train: { type: 'string', placeholder: 'BARS', summary: 'required: bars to choose on' },
    test: { type: 'string', placeholder: 'BARS', summary: 'required: bars to test on' },
    json: { type: 'boolean', summary: 'one JSON document instead of text' },
  },
  async run(invocation) {
    const { values: typed, out } = invocation
    const trainBars = barsTyped('train', typed.train)
    const testBars = barsTyped('test', typed.test)
    const assumptions = readAssumptions(typed)
    const { path, values: _values, ...run } = await readStrategyOnFile(invocation)
    const { points } = readPoints(run.strategy, typed)
    if (trainBars + testBars > run.bars.length) {
      const found = `${trainBars} and ${testBars} bars, ${path} has ${run.bars.length}`
      throw new UsageError(`--train and --test ask for ${found}`)
    }
    const report = walk({ ...run, assumptions, points, trainBars, testBars })
    const about = { file: path, strategy: run.strategy.name, assumptions, trials: points.length }
    out(typed.json ? `${JSON.stringify({ ...about, ...report })}\n` : textOf(report))
    return EXIT_DONE
  },
})

function barsTyped(name: string, text: string | undefined): number {
  const bars = Number(text)
  if (Number.isInteger(bars) && bars > 0) return bars
  throw new UsageError(`--${name} expects a whole number of bars, found ${text ?? 'nothing'}`)
}

function textOf({ windows, finalEquity, efficiency }: WalkForwardReport): string {
  const lines = windows.map(({ testFrom, testTo, chosen, trainReturn, testReturn, trades }) => {
    const returns = `${trainReturn} in training, ${testReturn} in ${trades} trades after it`
    return `bars ${testFrom} to ${testTo - 1}: ${returns}, with ${JSON.stringify(chosen)}`
  })
  return `${[...lines, `final equity ${finalEquity}, efficiency ${efficiency ?? 'n/a'}`].join('\n')}\n`
}
