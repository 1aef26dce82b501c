import type { AssumptionsView, MetricView, ResearchState } from '#api/codecs/research.ts'
import type { BadgeTone } from '#components/ui/badge.tsx'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/time/time.ts'

export const STATE_WORDS: Readonly<Record<ResearchState, string>> = {
  QUEUED: 'Waiting',
  RUNNING: 'Running',
  DONE: 'Done',
  FAILED: 'Failed',
  CANCELED: 'Canceled',
}

export const STATE_TONES: Readonly<Record<ResearchState, BadgeTone>> = {
  QUEUED: 'faint',
  RUNNING: 'attention',
  DONE: 'plain',
  FAILED: 'stop',
  CANCELED: 'faint',
}

const PERCENT = 100
const DIGITS = 2

/** `1,234.50`: research counts in floats, and shows as many digits as mean something. */
export function numberText(value: number, digits = DIGITS): string {
  const text = value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return text.replace('-', '−')
}

/** A part as percent, with its sign: `+4.20 %`. */
export function partText(value: number): string {
  const sign = value > 0 ? '+' : ''
  return `${sign}${numberText(value * PERCENT)} %`
}

/** How long, in the unit that a person would name: `3.2 d`. */
export function spanText(ms: number): string {
  if (ms >= DAY_MS) return `${numberText(ms / DAY_MS, 1)} d`
  if (ms >= HOUR_MS) return `${numberText(ms / HOUR_MS, 1)} h`
  return `${numberText(ms / MINUTE_MS, 1)} min`
}

/** A figure as its unit is written; null where there is none. */
export function metricText({ value, unit }: Pick<MetricView, 'value' | 'unit'>): string | null {
  if (value === null) return null
  switch (unit) {
    case 'part':
      return `${numberText(value * PERCENT)} %`
    case 'count':
      return numberText(value, 0)
    case 'ms':
      return spanText(value)
    case 'ratio':
    case 'quote':
      return numberText(value)
  }
}

/** How much an entry takes. */
export function sizingText(sizing: AssumptionsView['sizing']): string {
  switch (sizing.kind) {
    case 'units':
      return `${numberText(sizing.units)} units`
    case 'equity':
      return `${numberText(sizing.fraction * PERCENT)} % of equity`
    case 'risk':
      return `${numberText(sizing.fraction * PERCENT)} % of equity at risk`
  }
}
