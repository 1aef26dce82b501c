import type { CandleRows } from './candle-rows.ts'
import { type InspectedCandles, inspectRows } from './inspect-rows.ts'
import { readCsvRows } from './read-csv-rows.ts'
import { readJsonRows } from './read-json-rows.ts'

const OPENING_BRACKET = 91
const SPACE = 32
/** A byte order mark is no text. */
const ASCII_MAX = 127

/**
 * Reads candles from the bytes of a CSV or JSON file as they are found out there: any order of columns and rows,
 * seconds or milliseconds, dates with and without zones. Throws CandleFileError for what holds no candles.
 */
export function readCandleFile(
  bytes: Uint8Array,
  { timeframeClaimed }: { readonly timeframeClaimed: string | null },
): InspectedCandles {
  return inspectRows(readRows(bytes), timeframeClaimed)
}

function readRows(bytes: Uint8Array): CandleRows {
  const first = bytes.find((byte) => byte > SPACE && byte <= ASCII_MAX)
  return first === OPENING_BRACKET ? readJsonRows(bytes) : readCsvRows(bytes)
}

const CLAIM = /(?:^|[_-])(\d{1,4}[smhdwM])(?=[_.-])/

/** The timeframe that a file's name claims: `1h` of `binance_BTCUSDT_1h_2018-05.csv.gz`; null when none. */
export function timeframeInName(fileName: string): string | null {
  return CLAIM.exec(fileName)?.[1] ?? null
}
