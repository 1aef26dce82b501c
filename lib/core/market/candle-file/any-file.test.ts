import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bars } from '#core/market/bars.ts'
import { CandleFileError } from './candle-rows.ts'
import type { InspectedCandles } from './inspect-rows.ts'
import { readCandleFile } from './read-candle-file.ts'

/** Cells as they are found out there, most of them right. */
const cell = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 9 }).map(String) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '0',
      '-3',
      'NaN',
      'x',
      '1e400',
      '9'.repeat(400),
      '"2"',
      ' 3 ',
      '1.5',
    ),
  },
)
const timeCell = fc.oneof(
  { weight: 8, arbitrary: fc.nat({ max: 50 }).map((i) => String(1_700_000_000 + i * 60)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'never', '2024-01-02', '2024-01-02 03:04', '1700000000000', '7'),
  },
)
const row = fc
  .tuple(timeCell, fc.array(cell, { minLength: 3, maxLength: 7 }))
  .map(([time, cells]) => [time, ...cells].join(','))
const file = fc
  .tuple(
    fc.constantFrom(
      'time,open,high,low,close,volume',
      'Date;Open;High;Low;Close',
      '',
      'about these',
    ),
    fc.array(row, { maxLength: 40 }),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([head, rows, end]) => [head, ...rows].join(end))

function readOrRefuse(bytes: Uint8Array): InspectedCandles | null {
  try {
    return readCandleFile(bytes, { timeframeClaimed: null })
  } catch (error) {
    if (error instanceof CandleFileError) return null
    throw error
  }
}

function faultIn({ length, openAt, open, high, low, close, volume }: Bars): string | null {
  for (let i = 0; i < length; i++) {
    const of = (column: Float64Array) => column[i] ?? Number.NaN
    const body = [of(open), of(close)]
    const isConsistent = of(low) <= Math.min(...body) && of(high) >= Math.max(...body)
    const isPositive = of(low) > 0 && of(high) < Number.POSITIVE_INFINITY && of(volume) >= 0
    if (!isConsistent || !isPositive) return `bar ${i} is no candle`
    if (i > 0 && !(of(openAt) > (openAt[i - 1] as number))) return `bar ${i} is not newer`
  }
  return null
}

test('whatever a file holds, what comes out is candles, oldest first, or a refusal', () => {
  fc.assert(
    fc.property(file, (text) => {
      const read = readOrRefuse(new TextEncoder().encode(text))
      if (read === null) return
      expect(faultIn(read.bars)).toBeNull()
      expect(read.report.candles).toBe(read.bars.length)
    }),
    { numRuns: 500 },
  )
})

test('a row that is left out is always accounted for', () => {
  fc.assert(
    fc.property(file, (text) => {
      const read = readOrRefuse(new TextEncoder().encode(text))
      if (read === null || read.report.rows === read.report.candles) return
      expect(read.report.isFaulty).toBe(true)
    }),
    { numRuns: 500 },
  )
})

test('any bytes at all are candles or a refusal', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const read = readOrRefuse(bytes)
      expect(read === null || faultIn(read.bars) === null).toBe(true)
    }),
  )
})
