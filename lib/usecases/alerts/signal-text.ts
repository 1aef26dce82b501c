import type { MessageEventView, SignalEventView } from '#api/codecs/alert.ts'
import { parseInstrumentId } from '#core/market/instrument.ts'
import { PATTERN_TITLES } from '#core/patterns/pattern-titles.ts'
import { toIso } from '#core/time/time.ts'

/** Levels are research numbers: as far as they mean something. */
const LEVEL_FORMAT = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 8 })
const SCORE_FORMAT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

export function isSignal(event: MessageEventView): event is SignalEventView {
  return 'signalId' in event
}

/** `BTC-USDT 15m: higher expected, score 6.2`. */
export function signalTitle(signal: SignalEventView): string {
  const { base, quote } = parseInstrumentId(signal.instrumentId)
  const way = signal.direction === 1 ? 'higher' : 'lower'
  const score = SCORE_FORMAT.format(signal.score)
  return `${base}-${quote} ${signal.timeframe}: ${way} expected, score ${score}`
}

export function signalParticulars(signal: SignalEventView): string {
  const { instrumentId, pattern, entry, stop, target, at } = signal
  const { venueId } = parseInstrumentId(instrumentId)
  const [from, out, to] = [entry, stop, target].map((level) => LEVEL_FORMAT.format(level))
  const levels = `entry ${from}, stop ${out}, target ${to}`
  return `${PATTERN_TITLES[pattern]} on ${venueId} · ${levels} · ${toIso(at)}`
}

/** Its market's chart in its timeframe. */
export function signalPath({ instrumentId, timeframe }: SignalEventView): string {
  const { venueId, base, quote } = parseInstrumentId(instrumentId)
  return `/desk/markets/${venueId}/${base}-${quote}?timeframe=${timeframe}`
}
