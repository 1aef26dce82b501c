import { expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { entriesCheck, ordersCheck } from './stop-checklist.ts'

const ASKED_AT = unixMsOf(1_000)
const LATER = unixMsOf(2_000)
const account = {
  id: 'a',
  tradingState: 'ACTIVE',
  tradingChangedAt: null,
  tradingChangedBy: null,
} as const
const halted = {
  ...account,
  tradingState: 'HALTED',
  tradingChangedAt: ASKED_AT,
  tradingChangedBy: 'Ada',
} as const
const nothing = { account, line: undefined, openOrders: [], lastProvenAt: null }
const open = (count: number, createdAt = unixMsOf(500)) =>
  Array.from({ length: count }, () => ({ accountId: 'a', createdAt }))
const canceling = { cancel: { kind: 'answered', at: ASKED_AT, openCount: 3 } } as const

test('entries are stopped when the account says so, whoever asked', () => {
  expect(entriesCheck(nothing)).toEqual({ kind: 'taken' })
  const stopped = { kind: 'stopped', at: ASKED_AT, by: 'Ada' }
  expect(entriesCheck({ ...nothing, account: halted })).toEqual(stopped)
})

test('a pause that failed stays red though the account was halted before', () => {
  const failed = { kind: 'failed', message: 'no answer' } as const
  expect(entriesCheck({ ...nothing, account: halted, line: { pause: failed } })).toEqual(failed)
})

test('orders count down to none, and then wait for the proof', () => {
  const asked = { ...nothing, line: canceling }
  expect(ordersCheck({ ...asked, openOrders: open(2) })).toEqual({ kind: 'going', left: 2, of: 3 })
  expect(ordersCheck(asked)).toEqual({ kind: 'gone', of: 3, provenAt: null })
  expect(ordersCheck({ ...asked, lastProvenAt: ASKED_AT })).toMatchObject({ provenAt: null })
  expect(ordersCheck({ ...asked, lastProvenAt: LATER })).toMatchObject({ provenAt: LATER })
})

test('an order placed after it was asked is not one that is left', () => {
  expect(ordersCheck({ ...nothing, line: canceling, openOrders: open(1, LATER) })).toMatchObject({
    kind: 'gone',
  })
})

test('orders of other accounts are not counted', () => {
  const others = [{ accountId: 'b', createdAt: ASKED_AT }]
  expect(ordersCheck({ ...nothing, openOrders: others })).toEqual({ kind: 'open', count: 0 })
})
