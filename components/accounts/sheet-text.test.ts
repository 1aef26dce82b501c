import { expect, test } from 'vitest'
import { BINANCE_SPOT, READ_ONLY_SPOT, settleHorizonMs } from '#core/market/capability-sheet.ts'
import { evidenceText, sheetLines } from './sheet-text.ts'

test('a sheet reads as what it means for an order', () => {
  const lines = sheetLines({ ...BINANCE_SPOT, settleMs: settleHorizonMs(BINANCE_SPOT) })
  expect(lines).toContain('a request older than 5 s is refused')
  expect(lines).toContain('an order is found by our id for 90 d')
  expect(lines).toContain('silence means no order after 19 s')
})

test('what nobody promised is said', () => {
  expect(sheetLines({ ...READ_ONLY_SPOT, settleMs: null })).toContain(
    'silence never means that there is no order',
  )
  expect(evidenceText(READ_ONLY_SPOT)).toBe('recorded, read only')
})
