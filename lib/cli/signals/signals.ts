import type { Bars } from '#core/market/bars.ts'
import { timeframeLengthMs, timeframeName } from '#core/market/timeframe-length.ts'
import { areNested } from '#core/patterns/timeframe-detectors.ts'
import type { Signal } from '#core/signals/signal.ts'
import { SCORE_MIN, SignalFinder } from '#core/signals/signal-finder.ts'
import { cliCommand, EXIT_DONE, onlyPositional, UsageError } from '../cli-command.ts'
import { readBars, TIMEFRAME_OPTION } from '../read-bars.ts'
import { describeSignals } from './describe-signals.ts'

/** Timeframes beyond the file's own, as many times as long. */
const LONGER_TIMES = [5, 15]

export const signals = cliCommand({
  words: ['signals'],
  summary: 'Score the patterns of a file of candles by what stands around them',
  usage: 'FILE [--timeframes 5m,15m,1h] [--score-min 3] [--json]',
  example: 'BTCUSDT_5m.csv.gz --timeframes 15m,1h --json',
  details: `Each confirmed pattern is scored by the patterns at its price on every timeframe, by the regime and by how
its kind has turned out, all as known at its confirmation; each point of the score is listed with its reason.`,
  options: {
    timeframes: {
      type: 'string',
      placeholder: '15m,1h',
      summary: "longer timeframes that are looked at too; else 5 and 15 times the file's own",
    },
    'score-min': {
      type: 'string',
      default: `${SCORE_MIN}`,
      placeholder: `${SCORE_MIN}`,
      summary: 'signals that score less are left out',
    },
    timeframe: TIMEFRAME_OPTION,
    json: { type: 'boolean', summary: 'one JSON document instead of text' },
  },
  async run(invocation) {
    const { values, cwd, out } = invocation
    const path = onlyPositional(invocation, 'FILE')
    const scoreMin = scoreOf(values['score-min'])
    const asked = values.timeframes?.split(',').map(lengthOf)
    const { bars, report, sha256 } = await readBars(path, { cwd, timeframe: values.timeframe })
    const timeframesMs = withLonger(bars.timeframeMs, asked)
    const found = findSignals(bars, timeframesMs, scoreMin)
    const timeframes = timeframesMs.map(timeframeName)
    out(
      values.json
        ? `${JSON.stringify({ file: path, sha256, timeframes, scoreMin, data: report, signals: found })}\n`
        : describeSignals(path, { report, timeframes, signals: found }),
    )
    return EXIT_DONE
  },
})

function findSignals(bars: Bars, timeframesMs: readonly number[], scoreMin: number): Signal[] {
  const finder = new SignalFinder(timeframesMs, { scoreMin })
  const found: Signal[] = []
  const { openAt, open, high, low, close, volume } = bars
  // The loop ends where the columns do.
  const at = (column: Float64Array, i: number) => column[i] as number
  for (let i = 0; i < bars.length; i += 1) {
    const prices = [at(open, i), at(high, i), at(low, i), at(close, i)] as const
    found.push(...finder.next(at(openAt, i), ...prices, at(volume, i)))
  }
  return found
}

function withLonger(feedMs: number, asked: readonly number[] | undefined): number[] {
  const longer = asked ?? LONGER_TIMES.map((times) => times * feedMs)
  const all = [...new Set([feedMs, ...longer])].sort((a, b) => a - b)
  if (areNested(all) && all[0] === feedMs) return all
  const found = longer.map(timeframeName).join(',')
  throw new UsageError(
    `--timeframes expects multiples of ${timeframeName(feedMs)}, each of the one before, found "${found}"`,
  )
}

function lengthOf(text: string): number {
  const ms = timeframeLengthMs(text.trim())
  if (ms !== null) return ms
  throw new UsageError(`--timeframes expects such as 15m,1h, found "${text}"`)
}

function scoreOf(text: string): number {
  const score = Number(text)
  if (text.trim() !== '' && Number.isFinite(score)) return score
  throw new UsageError(`--score-min expects a number, found "${text}"`)
}
