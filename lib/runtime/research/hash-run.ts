import { createHash, type Hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Assumptions } from '#core/backtest/assumptions.ts'
import { BAR_COLUMNS, type Bars } from '#core/market/bars.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'

const CORE = new URL('../../core/', import.meta.url)
/** What decides the outcome of a run besides the strategy's own file. */
const ENGINE_FOLDERS = ['backtest', 'indicators', 'market', 'patterns'] as const
const STRATEGIES = 'strategies'

export type RunHashes = {
  readonly data: string
  readonly strategy: string
  readonly engine: string
  readonly assumptions: string
}

export type HashedRun = {
  /** Those of every leg, in their order, when there are several. */
  readonly bars: Bars | readonly Bars[]
  /** The detail timeframe, when there is one. */
  readonly detail?: Bars | undefined
  readonly strategy: Strategy
  readonly values: ParameterValues
  readonly assumptions: Assumptions
}

/**
 * SHA-256 of the four things that make a result, in hexadecimal: the candles as numbers; the strategy's source and
 * its parameters; the source of the engine; the assumptions. Equal hashes mean an equal result, to the last bit.
 */
export function hashRun({ bars, detail, strategy, values, assumptions }: HashedRun): RunHashes {
  return {
    data: hashBars([bars, detail ?? []].flat()),
    strategy: sha256()
      .update(sourceOf(`${STRATEGIES}/${strategy.name}.ts`))
      .update(canonical(values))
      .digest('hex'),
    engine: hashEngine(strategy),
    assumptions: sha256().update(canonical(assumptions)).digest('hex'),
  }
}

function hashBars(series: readonly Bars[]): string {
  const hash = sha256()
  for (const bars of series) {
    hash.update(`${bars.timeframeMs} ${bars.length}\n`)
    for (const column of BAR_COLUMNS) updateWithNumbers(hash, bars[column])
  }
  return hash.digest('hex')
}

/** Numbers as 64 bits each, the lowest byte first, on a machine of either order. */
function updateWithNumbers(hash: Hash, column: Float64Array): void {
  const bytes = Buffer.from(column.buffer, column.byteOffset, column.byteLength)
  const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1
  hash.update(isLittleEndian ? bytes : Buffer.from(bytes).swap64())
}

function hashEngine(strategy: Strategy): string {
  const own = `${STRATEGIES}/${strategy.name}.ts`
  const files = [...ENGINE_FOLDERS, STRATEGIES].flatMap(sourcesIn).filter((path) => path !== own)
  const hash = sha256()
  for (const path of files.sort()) hash.update(`${path}\n`).update(sourceOf(path))
  return hash.digest('hex')
}

function sourcesIn(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, CORE), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
}

/** Line ends as git keeps them, so that a checkout on another system gives the same hash. */
function sourceOf(path: string): string {
  return readFileSync(new URL(path, CORE), 'utf8').replaceAll('\r\n', '\n')
}

/** JSON with the names of every object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

function sha256(): Hash {
  return createHash('sha256')
}
