import type { BotState, BotView, ShadowReportView } from '#api/codecs/bot.ts'
import type { BadgeTone } from '#components/ui/badge.tsx'

/** What runs changes without the person: it is asked for so often. */
export const BOTS_ASK_MS = 5_000

export const STATE_WORDS: Readonly<Record<BotState, string>> = {
  STOPPED: 'Stopped',
  RUNNING: 'Running',
  FAILED: 'Failed',
}

export const STATE_TONES: Readonly<Record<BotState, BadgeTone>> = {
  STOPPED: 'faint',
  RUNNING: 'attention',
  FAILED: 'stop',
}

type Cause = ShadowReportView['causes'][number]['cause']

export const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  data: 'Data',
  signal: 'Signal',
  fillPrice: 'Fill price',
  slippage: 'Slippage',
  fee: 'Fee',
  rejected: 'Rejected',
  missed: 'Missed',
  latency: 'Latency',
}

/** `fast 10, slow 30`. */
export function parametersText({ parameters }: Pick<BotView, 'parameters'>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}

const DIGITS = 2
const DIGITS_MAX = 8

/** `1,234.50`: the comparison counts in floats, and shows as many digits as mean something. */
export function comparedText(value: number): string {
  const text = value.toLocaleString('en-US', {
    minimumFractionDigits: DIGITS,
    maximumFractionDigits: DIGITS_MAX,
  })
  return text.replace('-', '−')
}
