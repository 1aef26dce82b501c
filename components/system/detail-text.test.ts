import { expect, test } from 'vitest'
import { detailText } from './detail-text.ts'

test('a process says its particulars in words, or nothing', () => {
  expect(detailText({ accounts: 2, mode: 'paper', queueLength: 3 })).toBe(
    '2 accounts · mode paper · queue length 3',
  )
  expect(detailText({})).toBe('—')
})

test('what is as it should be is not said', () => {
  const well = { online: 1, lostMs: {}, breakers: [], clockOffsetMs: { sim: 1 } }
  expect(detailText(well)).toBe('1 online')
  const ill = { ...well, lostMs: { one: 5_000, two: 9_000 }, breakers: [{ venue: 'sim' }] }
  expect(detailText(ill)).toBe('1 online · 2 streams lost · 1 circuit not closed')
})

test('bytes and shares are told in the units people use', () => {
  expect(detailText({ rssBytes: 196_702_208, diskFreeRatio: 0.2726 })).toBe(
    '187 MiB of memory · 27 % of the disk free',
  )
})
