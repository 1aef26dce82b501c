import { basename, resolve } from 'node:path'
import { TIMEFRAMES, type Timeframe } from '#core/market/candle.ts'
import { countOf, type DataReport } from '#core/market/candle-file/data-report.ts'
import { cliCommand, EXIT_DONE, onlyPositional, UsageError } from '../cli-command.ts'
import { openDeskDatabase } from '../open-desk-database.ts'
import { readBars } from '../read-bars.ts'
import { DATA_OPTION, INSTRUMENT_OPTION, instrumentAsked } from './dataset-options.ts'

const SOURCE = /^[a-z][a-z0-9-]{0,31}$/

export const candlesImport = cliCommand({
  words: ['candles', 'import'],
  summary: 'Store a file of candles in the desk’s database',
  usage: 'FILE --instrument VENUE:BASE-QUOTE --timeframe 1m [options]',
  example: 'BTCUSDT_1m.csv.gz --instrument sim:BTC-USDT --timeframe 1m',
  details: `All candles or none. The report of candles check is kept with them. A file with something wrong in it is
refused unless --with-faults is given, and even then nothing of it is repaired. Safe to repeat: a candle that is
there is replaced. Uses the desk's own PostgreSQL, or the server of DATABASE_URL where that is set.`,
  options: {
    instrument: INSTRUMENT_OPTION,
    timeframe: { type: 'string', placeholder: '1m', summary: `required: ${TIMEFRAMES.join(', ')}` },
    source: {
      type: 'string',
      default: 'file',
      placeholder: 'NAME',
      summary: 'where they are from',
    },
    'with-faults': { type: 'boolean', summary: 'store what are candles in a faulty file' },
    data: DATA_OPTION,
    json: { type: 'boolean', summary: 'one JSON document instead of text' },
  },
  async run(invocation) {
    const { values, cwd, out } = invocation
    const path = onlyPositional(invocation, 'FILE')
    const instrumentId = instrumentAsked(values.instrument)
    const timeframe = timeframeAsked(values.timeframe)
    const { source } = values
    if (!SOURCE.test(source))
      throw new UsageError(`--source expects a name such as file, found "${source}"`)
    const { bars, report, sha256: hash } = await readBars(path, { cwd, timeframe })
    refuseFaults(path, report, values['with-faults'])
    // What opens a database is heavy, and the other commands on files need none.
    const { runCandleImport } = await import('#runtime/run-candle-import.ts')
    const database = await openDeskDatabase(resolve(cwd, values.data))
    try {
      const wish = { instrumentId, timeframe, source, fileName: basename(path), hash, bars, report }
      const done = await runCandleImport(database.url, wish)
      if (done.kind === 'denied') throw new Error(REASONS[done.reason](instrumentId))
      const { datasetId, isMerged } = done
      const told = { datasetId, instrumentId, timeframe, source, candles: bars.length, isMerged }
      out(
        values.json
          ? `${JSON.stringify(told)}\n`
          : `${bars.length} candles of ${instrumentId} ${timeframe} are in dataset ${datasetId}\n`,
      )
      return EXIT_DONE
    } finally {
      await database.close()
    }
  },
})

const REASONS = {
  NO_SUCH_INSTRUMENT: (instrumentId: string) =>
    `the desk knows no instrument ${instrumentId}: GET /api/v1/instruments lists what it knows`,
  NO_CANDLES: () => 'the file holds no candles',
} as const

/** Bars of another step cannot be stored as these; other faults are the caller's to accept. */
function refuseFaults(path: string, report: DataReport, isAccepted: boolean): void {
  const unfit = (['WRONG_STEP', 'IRREGULAR_STEP', 'OFF_GRID'] as const).find(
    (kind) => countOf(report, kind) > 0,
  )
  if (unfit !== undefined) {
    throw new Error(
      `${path} cannot be stored as ${report.timeframeClaimed}: ${unfit}, see candles check`,
    )
  }
  if (!report.isFaulty || isAccepted) return
  const kinds = report.findings.filter(({ isFault }) => isFault).map(({ kind }) => kind)
  throw new Error(
    `something is wrong with ${path} (${kinds.join(', ')}): see candles check, or add --with-faults`,
  )
}

function timeframeAsked(text = 'nothing'): Timeframe {
  const timeframe = TIMEFRAMES.find((known) => known === text)
  if (timeframe !== undefined) return timeframe
  throw new UsageError(`--timeframe expects one of ${TIMEFRAMES.join(', ')}, found "${text}"`)
}
