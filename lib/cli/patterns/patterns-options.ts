import { DETECTORS } from '#core/patterns/pattern.ts'
import {
  INVALIDATIONS,
  isSwingLength,
  MITIGATIONS,
  PATTERN_SETTINGS,
  type PatternSettings,
  SWING_LENGTH_MAX,
} from '#core/patterns/pattern-settings.ts'
import { SMC_DETECTORS, type SmcSettings } from '#core/patterns/smc/smc-patterns.ts'
import { UsageError } from '../cli-command.ts'

export const PATTERNS_OPTIONS = {
  detectors: {
    type: 'string',
    placeholder: 'fvg,swings',
    summary: `what is looked for, else everything: ${DETECTORS.join(', ')}`,
  },
  convention: {
    type: 'string',
    default: 'causal',
    placeholder: 'causal|smc',
    summary:
      'causal: as it could be known; smc: as smart-money-concepts 0.0.27 draws it afterwards',
  },
  'swing-length': {
    type: 'string',
    default: `${PATTERN_SETTINGS.swingLength}`,
    placeholder: '5',
    summary: 'bars to either side of a swing, which is known that many bars later',
  },
  mitigation: {
    type: 'string',
    default: PATTERN_SETTINGS.mitigation,
    placeholder: MITIGATIONS.join('|'),
    summary: 'how far price must come back into a zone to use it up',
  },
  invalidation: {
    type: 'string',
    default: PATTERN_SETTINGS.invalidation,
    placeholder: INVALIDATIONS.join('|'),
    summary:
      'what a bar must close beyond for a zone to fail: its far edge, or the swing behind it',
  },
  'expire-bars': {
    type: 'string',
    placeholder: '500',
    summary: 'bars after which a pattern is given up; swings wait until they are taken',
  },
  'join-consecutive': {
    type: 'boolean',
    summary: 'smc only: neighbouring gaps of one direction become one',
  },
} as const

type Values = {
  readonly detectors: string | undefined
  readonly 'swing-length': string
  readonly mitigation: string
  readonly invalidation: string
  readonly 'expire-bars': string | undefined
  readonly 'join-consecutive': boolean
}

/** Throws UsageError for what the causal detectors do not know. */
export function causalSettings(values: Values): PatternSettings {
  if (values['join-consecutive']) {
    throw new UsageError('--join-consecutive belongs to --convention smc')
  }
  const expireBars = values['expire-bars']
  return {
    ...PATTERN_SETTINGS,
    detectors: listed(values.detectors, DETECTORS),
    swingLength: swingLengthOf(values),
    mitigation: oneOf('--mitigation', values.mitigation, MITIGATIONS),
    invalidation: oneOf('--invalidation', values.invalidation, INVALIDATIONS),
    ...(expireBars === undefined ? {} : { expiry: { by: 'bars', bars: barsOf(expireBars) } }),
  }
}

/** Throws UsageError for what this convention does not reproduce. */
export function smcSettings(values: Values): SmcSettings {
  return {
    detectors: listed(values.detectors, SMC_DETECTORS),
    swingLength: swingLengthOf(values),
    joinConsecutive: values['join-consecutive'],
  }
}

/** One of the words, else UsageError says which there are. */
export function oneOf<Word extends string>(
  option: string,
  text: string,
  words: readonly Word[],
): Word {
  const found = words.find((word) => word === text)
  if (found !== undefined) return found
  throw new UsageError(`${option} expects one of ${words.join(', ')}, found "${text}"`)
}

function listed<Word extends string>(text: string | undefined, words: readonly Word[]) {
  if (text === undefined) return words
  const asked = text.split(',').map((word) => oneOf('--detectors', word.trim(), words))
  return words.filter((word) => asked.includes(word))
}

function swingLengthOf(values: Values): number {
  const length = wholeNumber(values['swing-length'])
  if (isSwingLength(length)) return length
  const range = `a whole number from 1 to ${SWING_LENGTH_MAX}`
  throw new UsageError(`--swing-length expects ${range}, found "${values['swing-length']}"`)
}

function barsOf(text: string): number {
  const bars = wholeNumber(text)
  if (bars >= 1) return bars
  throw new UsageError(`--expire-bars expects a whole number from 1, found "${text}"`)
}

function wholeNumber(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
}
