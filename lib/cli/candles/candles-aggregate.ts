import { resolve } from 'node:path'
import { type AggregatedBars, aggregateBars } from '#core/market/aggregate-bars.ts'
import { type Bars, sliceBars } from '#core/market/bars.ts'
import {
  barOpenAt,
  isMonth,
  timeframeLengthMs,
  timeframeName,
} from '#core/market/timeframe-length.ts'
import { cliCommand, EXIT_DONE, onlyPositional, UsageError } from '../cli-command.ts'
import { readBars, TIMEFRAME_OPTION } from '../read-bars.ts'
import { csvOfBars, placesOf, writeText } from '../write-bars.ts'

export const candlesAggregate = cliCommand({
  words: ['candles', 'aggregate'],
  summary: 'Gather candles into those of a longer timeframe',
  usage: 'FILE --to 15m [--out FILE] [--partial] [--json]',
  example: 'BTCUSDT_1m.csv.gz --to 15m --out BTCUSDT_15m.csv.gz',
  details: `Bars are aligned to UTC; weeks begin on Monday. A first or last bar that the file holds only in part is left out,
for nobody knows its open or close, unless --partial is given. Without --out the candles go to standard output.`,
  options: {
    to: { type: 'string', placeholder: '15m', summary: 'required: the longer timeframe' },
    out: {
      type: 'string',
      placeholder: 'FILE',
      summary: 'where to; a name that ends in .gz is compressed',
    },
    partial: { type: 'boolean', summary: 'keep a first or last bar of which only a part is known' },
    timeframe: TIMEFRAME_OPTION,
    json: { type: 'boolean', summary: 'say what was done as one JSON document; needs --out' },
  },
  async run(invocation) {
    const { values, cwd, out, err } = invocation
    const path = onlyPositional(invocation, 'FILE')
    const { to = 'nothing' } = values
    if (timeframeLengthMs(to) === null) {
      throw new UsageError(`--to expects such as 15m, 4h or 1d, found "${to}"`)
    }
    if (values.json && values.out === undefined) throw new UsageError('expected --out with --json')
    const { bars, report } = await readBars(path, { cwd, timeframe: values.timeframe })
    if (report.isFaulty) err(`truebook: something is wrong with ${path}: see candles check\n`)
    const all = aggregateBars(bars, multipleOf(bars.timeframeMs, to))
    const kept = values.partial ? all : wholeBars(all, bars)
    const text = csvOfBars(withVolumesOf(bars, kept))
    if (values.out === undefined) out(text)
    else await writeText(resolve(cwd, values.out), text)
    const done = {
      file: path,
      from: report.timeframe,
      to,
      rows: bars.length,
      bars: kept.length,
      leftOut: all.length - kept.length,
    }
    if (values.json) out(`${JSON.stringify(done)}\n`)
    else err(`${kept.length} bars of ${to}; ${done.leftOut} left out as known in part\n`)
    return EXIT_DONE
  },
})

/** The milliseconds of a timeframe that whole bars fit into. Throws UsageError. */
function multipleOf(shorterMs: number, to: string): number {
  const toMs = timeframeLengthMs(to) ?? 0
  const isMultiple = isMonth(toMs) || toMs % shorterMs === 0
  if (toMs > shorterMs && isMultiple) return toMs
  throw new UsageError(`--to expects a multiple of ${timeframeName(shorterMs)}, found "${to}"`)
}

/** Without a first bar that opened before the file begins and a last one that closes after it ends. */
function wholeBars(longer: AggregatedBars, shorter: Bars): Bars {
  const { timeframeMs, length } = longer
  const begins = shorter.openAt[0] ?? 0
  const ends = (shorter.openAt[shorter.length - 1] ?? 0) + shorter.timeframeMs
  const first = (longer.openAt[0] ?? begins) < begins ? 1 : 0
  const lastCloses = barOpenAt((longer.openAt[length - 1] ?? 0) + timeframeMs, timeframeMs)
  return sliceBars(longer, first, Math.max(first, lastCloses > ends ? length - 1 : length))
}

/** Sums of numbers carry dust in their last digit: volumes have the places of those they were summed from. */
function withVolumesOf(shorter: Bars, longer: Bars): Bars {
  const places = shorter.volume.reduce((most, volume) => Math.max(most, placesOf(volume)), 0)
  return { ...longer, volume: longer.volume.map((volume) => Number(volume.toFixed(places))) }
}
