import { resolve } from 'node:path'
import { MINUTE_MS, SECOND_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import type { HistoryProgress } from '#usecases/datasets/fetch-history.ts'
import { HISTORY_MS_MAX } from '#usecases/datasets/missing-minutes.ts'
import { cliCommand, EXIT_DONE, EXIT_FAILED, UsageError } from '../cli-command.ts'
import { openDeskDatabase } from '../open-desk-database.ts'
import { DATA_OPTION, INSTRUMENT_OPTION, instrumentAsked } from './dataset-options.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/

export const candlesFetch = cliCommand({
  words: ['candles', 'fetch'],
  summary: 'Fetch the minutes that are missing from a venue',
  usage: '--instrument VENUE:BASE-QUOTE --from DAY --to DAY [options]',
  example: '--instrument binance:BTC-USDT --from 2024-01-01 --to 2024-02-01',
  details: `Oldest first, at the venue's rate limit, each page stored as it comes; Ctrl-C ends it. Called again, it asks only
for what is not there yet. Uses the desk's own PostgreSQL, or the server of DATABASE_URL where that is set.`,
  options: {
    instrument: INSTRUMENT_OPTION,
    from: { type: 'string', placeholder: 'DAY', summary: 'required: the first day in UTC' },
    to: { type: 'string', placeholder: 'DAY', summary: 'required: the day before which it ends' },
    data: DATA_OPTION,
    json: { type: 'boolean', summary: 'one JSON document instead of text' },
  },
  async run({ positionals, values, cwd, out, err }) {
    if (positionals.length > 0) throw new UsageError(`expected no "${positionals.join(' ')}"`)
    const instrumentId = instrumentAsked(values.instrument)
    const range = { from: dayAsked('from', values.from), to: dayAsked('to', values.to) }
    if (range.from >= range.to) throw new UsageError('expected --from before --to')
    if (range.to - range.from > HISTORY_MS_MAX) throw new UsageError('expected ten years at most')
    // The venues' library is heavy, and no command on files needs it.
    const { runHistoryFetch } = await import('#runtime/run-history-fetch.ts')
    const database = await openDeskDatabase(resolve(cwd, values.data))
    const stop = new AbortController()
    const onInterrupt = () => stop.abort()
    process.once('SIGINT', onInterrupt)
    try {
      const done = await runHistoryFetch({
        ...range,
        databaseUrl: database.url,
        instrumentId,
        signal: stop.signal,
        onProgress: (progress) => err(describeProgress(progress)),
      })
      const told = { instrumentId, ...done }
      out(
        values.json
          ? `${JSON.stringify(told)}\n`
          : `${done.kind}: ${done.fetched} candles into dataset ${done.datasetId}\n`,
      )
      return done.kind === 'done' ? EXIT_DONE : EXIT_FAILED
    } finally {
      process.off('SIGINT', onInterrupt)
      await database.close()
    }
  },
})

function describeProgress({ fetched, minutesLeft, timeLeftMs }: HistoryProgress): string {
  const left = timeLeftMs === null ? '' : `, ${describeTime(timeLeftMs)} left`
  return `${fetched} candles, ${minutesLeft} minutes to go${left}\n`
}

function describeTime(ms: number): string {
  return ms < MINUTE_MS ? `${Math.ceil(ms / SECOND_MS)} s` : `${Math.ceil(ms / MINUTE_MS)} min`
}

function dayAsked(name: string, text = 'nothing'): UnixMs {
  const at = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at))
    throw new UsageError(`--${name} expects a day such as 2024-01-31, found "${text}"`)
  return unixMsOf(at)
}
