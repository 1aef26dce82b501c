import { expect, test } from 'vitest'
import { BINANCE_SPOT, READ_ONLY_SPOT, settleHorizonMs } from './capability-sheet.ts'

test('silence about an order at Binance counts after 5 + 1 + 10 + 2 + 1 seconds, each of them needed', () => {
  expect(settleHorizonMs(BINANCE_SPOT)).toBe(19_000)
  for (const line of [
    'deadlineMs',
    'timestampToleranceMs',
    'engineTimeoutMs',
    'readLagMs',
  ] as const) {
    expect(settleHorizonMs({ ...BINANCE_SPOT, [line]: 0 })).toBeLessThan(19_000)
  }
})

test('where a venue refuses nothing by its age, silence never counts', () => {
  expect(settleHorizonMs(READ_ONLY_SPOT)).toBeNull()
})
