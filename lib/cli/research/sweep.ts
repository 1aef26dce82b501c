import { resolve } from 'node:path'
import { heatMapOf } from '#core/backtest/heat-map.ts'
import type { SweepRow } from '#core/backtest/sweep-tally.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import { hashRun } from '#runtime/research/hash-run.ts'
import { runSweep, type SweepProgress } from '#runtime/research/run-sweep.ts'
import { cliCommand, EXIT_DONE, EXIT_FAILED, UsageError } from '../cli-command.ts'
import { ASSUMPTION_OPTIONS, readAssumptions } from './assumption-options.ts'
import { type Judged, judgeBest } from './judge-best.ts'
import { MARKET_OPTIONS, readStrategyOnFile } from './market-options.ts'
import { nameOfSweep, readCheckpoint, writeCheckpoint } from './sweep-checkpoint.ts'
import { readFigure, readPoints, readWorkers, SWEEP_OPTIONS } from './sweep-options.ts'

const TOP_MAX = 20
const PERCENT = 100

type Played = { readonly values: ParameterValues; readonly row: SweepRow | null }

export const sweep = cliCommand({
  words: ['sweep'],
  summary: 'Try many sets of parameters of a strategy',
  usage: 'FILE --strategy NAME --ranges JSON [--random N] [--workers 2] [--json]',
  example: `BTCUSDT_1h.csv.gz --strategy sma-cross --ranges '{"fast":[5,50,5],"slow":[60,200,20]}'`,
  details: `The best of many trials is partly luck: the number of trials is told with it. Figures do not depend on the
number of threads. Ctrl-C stops; with --checkpoint the same call goes on from there.`,
  options: {
    ...MARKET_OPTIONS,
    ...SWEEP_OPTIONS,
    ...ASSUMPTION_OPTIONS,
    heat: { type: 'string', placeholder: 'X,Y', summary: 'two parameters for a heat map' },
    checkpoint: {
      type: 'string',
      placeholder: 'FILE',
      summary: 'keeps what is known for the next call',
    },
    json: { type: 'boolean', summary: 'one JSON document instead of text' },
  },
  async run(invocation) {
    const { values: typed, cwd, out, err } = invocation
    const assumptions = readAssumptions(typed)
    const by = readFigure(typed)
    const workers = readWorkers(typed)
    const { path, values, ...run } = await readStrategyOnFile(invocation)
    const { points, refused } = readPoints(run.strategy, typed)
    const heat = readHeat(typed.heat, Object.keys(run.strategy.parameters))
    const name = nameOfSweep([hashRun({ ...run, values, assumptions }), points])
    const checkpoint = typed.checkpoint === undefined ? null : resolve(cwd, typed.checkpoint)
    const known = checkpoint === null ? new Map() : await readCheckpoint(checkpoint, name)
    const { signal, forget } = stopOnInterrupt()
    const onProgress = (progress: SweepProgress) => err(`\r${textOfProgress(progress)}`)
    const terms = { ...run, assumptions, points, workers, known, signal, onProgress }
    const { rows, isCanceled } = await runSweep(terms).finally(forget)
    err('\n')
    if (checkpoint !== null) await writeCheckpoint(checkpoint, name, rows)
    const played = points.map((point, index) => ({ values: point, row: rows[index] ?? null }))
    const best = ranked(played, by)
    const about = { file: path, strategy: run.strategy.name, assumptions, by, refused, isCanceled }
    const heatMap = heat === null ? null : heatMapOf(played, { ...heat, figure: by })
    const [first] = best
    const judged = first && judgeBest({ ...run, assumptions }, first.values, points)
    if (typed.json) {
      const told = played.map(({ values: params, row }) => ({ params, ...row }))
      const top = first === undefined ? null : { params: first.values, ...first.row }
      out(
        `${JSON.stringify({ ...about, trials: points.length, best: top, judged, rows: told, heatMap })}\n`,
      )
    } else out(textOf(best, judged))
    return isCanceled ? EXIT_FAILED : EXIT_DONE
  },
})

/** The best first: the least fall, else the most. */
function ranked(played: readonly Played[], by: keyof SweepRow): Played[] {
  const sign = by === 'drawdownMax' ? 1 : -1
  return played
    .filter(({ row }) => row !== null)
    .sort((a, b) => sign * ((a.row?.[by] ?? 0) - (b.row?.[by] ?? 0)))
}

function readHeat(text: string | undefined, names: readonly string[]) {
  if (text === undefined) return null
  const [x = '', y = '', ...more] = text.split(',')
  if (more.length === 0 && names.includes(x) && names.includes(y) && x !== y) return { x, y }
  throw new UsageError(`--heat expects two of ${names.join(', ')}, such as X,Y; found "${text}"`)
}

/** Ctrl-C once ends the sweep in good order; once more ends the program. */
function stopOnInterrupt() {
  const controller = new AbortController()
  const stop = () => controller.abort()
  process.once('SIGINT', stop)
  return { signal: controller.signal, forget: () => process.off('SIGINT', stop) }
}

function textOfProgress({ finished, points, elapsedMs }: SweepProgress): string {
  const leftMs = finished === 0 ? null : (elapsedMs / finished) * (points - finished)
  const left = leftMs === null ? '' : `, ${Math.ceil(leftMs / 1_000)} s left`
  return `${finished} of ${points} points (${Math.floor((PERCENT * finished) / points)} %)${left}`
}

function textOf(best: readonly Played[], judged: Judged | undefined): string {
  const lines = best.slice(0, TOP_MAX).map(({ values, row }) => {
    return `${JSON.stringify(values)} ${JSON.stringify(row)}`
  })
  const doubt = `deflated Sharpe ratio of the best: ${judged?.deflatedSharpe ?? 'n/a'}`
  return `${[`best of ${judged?.trials ?? 0} trials:`, ...lines, doubt].join('\n')}\n`
}
