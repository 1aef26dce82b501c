import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

/** Candles of real markets as they were published, shared data beside the checkout (its README names the sources). */
const DATA = new URL('../../shared/data/', import.meta.url)

export const hasMarketData: boolean = existsSync(DATA)

type OhlcvEntry = {
  readonly file: string
  readonly timeframe: string
  readonly rows: number
  readonly gaps?: number
  readonly missing_bars?: number
  readonly largest_gap_bars?: number
  readonly zero_volume_rows: number
}

type FlawedEntry = { readonly file: string; readonly flaws: Readonly<Record<string, unknown>> }

type Manifest = {
  readonly ohlcv: readonly OhlcvEntry[]
  readonly files: readonly FlawedEntry[]
}

/** What the manifest counts in every file of good candles. */
export function goodFiles(): readonly OhlcvEntry[] {
  return manifest().ohlcv
}

/** What the manifest counts in every file that is wrong as it was found. */
export function dirtyFiles(): readonly FlawedEntry[] {
  return manifest().files.filter(({ file }) => file.startsWith('dirty/'))
}

/** The names of a folder's files: `filesIn('ohlcv')`. */
export function filesIn(folder: string): string[] {
  return hasMarketData ? readdirSync(new URL(`${folder}/`, DATA)) : []
}

/** Where a file stands: `ohlcv/bybit_BTCUSDT_5m_2025.csv.gz`. */
export function marketDataPath(file: string): string {
  return fileURLToPath(new URL(file, DATA))
}

/** A file's bytes, inflated. */
export function marketDataBytes(file: string): Uint8Array {
  const bytes = readFileSync(new URL(file, DATA))
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

function manifest(): Manifest {
  if (!hasMarketData) return { ohlcv: [], files: [] }
  return JSON.parse(readFileSync(new URL('manifest.json', DATA), 'utf8'))
}
