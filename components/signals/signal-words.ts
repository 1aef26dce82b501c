import type { SignalReasonView } from '#api/codecs/patterns.ts'
import { TIMEFRAMES, timeframeMs } from '#core/market/candle.ts'
import { PATTERN_TITLES } from '#core/patterns/pattern-titles.ts'

/** Where the instrument's tick is not known. */
const PRICE_DIGITS = 8
const PERCENT = 100

/** `+1.5`: what a reason adds or takes. */
export function pointsText(points: number): string {
  const sign = points > 0 ? '+' : ''
  return `${sign}${scoreText(points)}`
}

export function scoreText(score: number): string {
  return (Math.round(10 * score) / 10).toString().replace('-', '−')
}

/** Levels are research numbers: written to the decimals of the instrument's tick, where it is known. */
export function levelText(level: number, decimals: number | null): string {
  return level.toLocaleString(
    'en-US',
    decimals === null
      ? { maximumSignificantDigits: PRICE_DIGITS }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals },
  )
}

/** A reason in words, without its points. */
export function reasonText(reason: SignalReasonView): string {
  switch (reason.kind) {
    case 'pattern':
      return `${PATTERN_TITLES[reason.pattern]} itself`
    case 'agrees':
    case 'opposes':
      return `${PATTERN_TITLES[reason.pattern]} on ${timeframeOf(reason.timeframeMs)} ${reason.kind}`
    case 'regime':
      return `market ${TRENDS[reason.regime.trend]}, ${reason.regime.volatility} volatility`
    case 'hit-rate':
      return hitRateText(reason.hitRate)
  }
}

export function reasonsByWeight(reasons: readonly SignalReasonView[]): SignalReasonView[] {
  return reasons.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
}

/** Every reason with its points, the weightiest first. */
export function reasonsText(reasons: readonly SignalReasonView[]): string {
  return reasonsByWeight(reasons)
    .map((reason) => `${pointsText(reason.points)} ${reasonText(reason)}`)
    .join('; ')
}

const TRENDS = { up: 'rises', down: 'falls', range: 'ranges' } as const

function timeframeOf(ms: number): string {
  return TIMEFRAMES.find((name) => timeframeMs[name] === ms) ?? `${ms} ms`
}

function hitRateText(hitRate: Extract<SignalReasonView, { kind: 'hit-rate' }>['hitRate']): string {
  if (hitRate.kind === 'n/a') return `too few outcomes (${hitRate.count})`
  const { hits, count, low, high } = hitRate
  return `${hits} of ${count} hit, ${percents(low)} to ${percents(high)} %`
}

/** `42 %`: a part of all. */
export function partText(part: number): string {
  return `${percents(part)} %`
}

function percents(part: number): number {
  return Math.round(PERCENT * part)
}
