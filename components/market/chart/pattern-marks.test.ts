import { expect, test } from 'vitest'
import type { PatternView } from '#api/codecs/patterns.ts'

import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { unixMsOf } from '#core/time/time.ts'
import { patternMarks } from './pattern-marks.ts'

const MINUTE = 60_000

function aPattern(more: Partial<PatternView> = {}): PatternView {
  return {
    id: 'a',
    instrumentId: instrumentIdOf(parseInstrumentId('sim:BTC-USDT')),
    timeframe: '1m',
    kind: 'fvg',
    direction: 1,
    formedAt: unixMsOf(0),
    confirmedAt: unixMsOf(3 * MINUTE),
    touchedAt: null,
    mitigatedAt: null,
    invalidatedAt: null,
    expiredAt: null,
    state: 'open',
    top: 12,
    bottom: 10,
    level: 11,
    entry: 12,
    stop: 10,
    target: 16,
    ...more,
  }
}

test('a zone begins at the candle that confirmed it, not at the one that formed it', () => {
  const common = { id: 'a', direction: 1, fromAt: 2 * MINUTE, isFaded: false }
  expect(patternMarks([aPattern()], MINUTE)).toEqual([
    { ...common, kind: 'zone', top: 12, bottom: 10 },
  ])
})

test('breaks and sweeps are words at their price', () => {
  const marks = patternMarks(
    [aPattern({ kind: 'bos' }), aPattern({ kind: 'choch' }), aPattern({ kind: 'liquidity-sweep' })],
    MINUTE,
  )
  expect(marks.map((mark) => (mark.kind === 'word' ? [mark.word, mark.price] : null))).toEqual([
    ['BOS', 11],
    ['CHoCH', 11],
    ['sweep', 11],
  ])
})

test('what is used up fades, what failed or was given up is gone, and swings are not drawn', () => {
  const at = unixMsOf(9 * MINUTE)
  expect(patternMarks([aPattern({ mitigatedAt: at })], MINUTE)).toMatchObject([{ isFaded: true }])
  for (const gone of [{ invalidatedAt: at }, { expiredAt: at }, { kind: 'swing' } as const]) {
    expect(patternMarks([aPattern(gone)], MINUTE)).toEqual([])
  }
})
