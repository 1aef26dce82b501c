import type { PatternKind } from '#core/patterns/pattern.ts'

/** What people call each kind. */
export const PATTERN_TITLES: Readonly<Record<PatternKind, string>> = {
  fvg: 'Fair value gap',
  'order-block': 'Order block',
  'liquidity-sweep': 'Liquidity sweep',
  swing: 'Swing',
  bos: 'Break of structure',
  choch: 'Change of character',
}
