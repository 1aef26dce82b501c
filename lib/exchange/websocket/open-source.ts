import { isInterval } from '../market-data/intervals.ts'
import type { SymbolData } from '../market-data/symbol-data.ts'
import {
  averagePriceSource,
  bookTickerSource,
  depthDiffSource,
  klineSource,
  miniTickerPayload,
  partialDepthSource,
  type StreamSource,
  tickerPayload,
  tickerSource,
} from './stream-sources.ts'

/** The finest step of the stream clock. */
export const STREAM_TICK_MS = 100
const SECOND_MS = 1_000
/** Names stand in frames as they are, so they hold nothing that JSON would have to escape. */
const STREAM_NAME = /^!?[A-Za-z0-9]+@[A-Za-z0-9_]+(@[0-9]+ms)?$/
const PARTIAL_LEVELS: readonly number[] = [5, 10, 20]

/** Streams whose payloads are made by looking at intervals; null for a name that is none of them. */
export function openSource(
  name: string,
  symbols: ReadonlyMap<string, SymbolData>,
): StreamSource | null {
  if (!STREAM_NAME.test(name)) return null
  const all = [...symbols.values()]
  const asList = { asList: true, everyMs: SECOND_MS }
  if (name === '!miniTicker@arr') return tickerSource(all, miniTickerPayload, asList)
  if (name === '!ticker@arr') return tickerSource(all, tickerPayload, asList)
  const [symbol = '', kind = '', speed] = name.split('@')
  const data = symbols.get(symbol.toUpperCase())
  if (data === undefined || symbol !== symbol.toLowerCase()) return null
  if (kind.startsWith('depth')) return depthSource(data, kind, speed)
  if (speed !== undefined) return null
  return symbolSource(data, kind)
}

function depthSource(data: SymbolData, kind: string, speed: string | undefined) {
  const isFast = speed === '100ms'
  if (!isFast && speed !== undefined && speed !== '1000ms') return null
  const everyMs = isFast ? STREAM_TICK_MS : SECOND_MS
  if (kind === 'depth') return depthDiffSource(data, everyMs)
  const levels = PARTIAL_LEVELS.find((it) => kind === `depth${it}`)
  return levels === undefined ? null : partialDepthSource(data, levels, everyMs)
}

function symbolSource(data: SymbolData, kind: string): StreamSource | null {
  const single = { asList: false, everyMs: SECOND_MS }
  if (kind === 'miniTicker') return tickerSource([data], miniTickerPayload, single)
  if (kind === 'ticker') return tickerSource([data], tickerPayload, single)
  if (kind === 'bookTicker') return bookTickerSource(data, STREAM_TICK_MS)
  if (kind === 'avgPrice') return averagePriceSource(data, SECOND_MS)
  const interval = kind.startsWith('kline_') ? kind.slice('kline_'.length) : ''
  return isInterval(interval) ? klineSource(data, interval, SECOND_MS) : null
}
