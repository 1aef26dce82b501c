import type { MessageEventView, SignalEventView } from '#api/codecs/alert.ts'
import { parseInstrumentId } from '#core/market/instrument.ts'
import { PATTERN_TITLES } from '#core/patterns/pattern-titles.ts'
import { toIso } from '#core/time/time.ts'

/** Levels are research numbers: as far as they mean something. */
const LEVEL_DIGITS = 8
const SCORE_DECIMALS = 1

export function isSignal(event: MessageEventView): event is SignalEventView {
  return 'signalId' in event
}

/** `BTC-USDT 15m: higher expected, score 6.2`. */
export function signalTitle(signal: SignalEventView): string {
  const { base, quote } = parseInstrumentId(signal.instrumentId)
  const way = signal.direction === 1 ? 'higher' : 'lower'
  const score = signal.score.toFixed(SCORE_DECIMALS)
  return `${base}-${quote} ${signal.timeframe}: ${way} expected, score ${score}`
}

export function signalParticulars(signal: SignalEventView): string {
  const { instrumentId, pattern, entry, stop, target, at } = signal
  const { venueId } = parseInstrumentId(instrumentId)
  const levels = `entry ${levelOf(entry)}, stop ${levelOf(stop)}, target ${levelOf(target)}`
  return `${PATTERN_TITLES[pattern]} on ${venueId} · ${levels} · ${toIso(at)}`
}

/** Its market's chart in its timeframe. */
export function signalPath({ instrumentId, timeframe }: SignalEventView): string {
  const { venueId, base, quote } = parseInstrumentId(instrumentId)
  return `/desk/markets/${venueId}/${base}-${quote}?timeframe=${timeframe}`
}

function levelOf(level: number): string {
  return `${Number(level.toPrecision(LEVEL_DIGITS))}`
}
