import type { PatternView } from '#api/codecs/patterns.ts'
import type { Direction, PatternKind } from '#core/patterns/pattern.ts'

/** What is drawn of a pattern: the zone it leaves behind, or a word at the price it is about. */
export type PatternMark = {
  readonly id: string
  readonly direction: Direction
  /** Price has come back to it: it is used up, and fades. */
  readonly isFaded: boolean
  /** When the candle that confirmed it opened: nothing is drawn before. */
  readonly fromAt: number
} & (
  | { readonly kind: 'zone'; readonly top: number; readonly bottom: number }
  | { readonly kind: 'word'; readonly price: number; readonly word: string }
)

/** Kinds that are a word; the others are zones, but for swings, which every chart shows by itself. */
const WORDS: Readonly<Partial<Record<PatternKind, string>>> = {
  'liquidity-sweep': 'sweep',
  bos: 'BOS',
  choch: 'CHoCH',
}

/** What is drawn of the patterns of a timeframe; those that failed or were given up are gone. */
export function patternMarks(patterns: readonly PatternView[], stepMs: number): PatternMark[] {
  return patterns.flatMap((pattern): PatternMark[] => {
    const { id, kind, direction, confirmedAt, invalidatedAt, expiredAt, mitigatedAt } = pattern
    if (kind === 'swing' || invalidatedAt !== null || expiredAt !== null) return []
    const fromAt = confirmedAt - stepMs
    const common = { id, direction, isFaded: mitigatedAt !== null, fromAt }
    const word = WORDS[kind]
    if (word !== undefined) return [{ ...common, kind: 'word', price: pattern.level, word }]
    return [{ ...common, kind: 'zone', top: pattern.top, bottom: pattern.bottom }]
  })
}
