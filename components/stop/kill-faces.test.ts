import { expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { killFaces, killProgress } from './kill-faces.ts'

const RUN = {
  ...{ pauseEntries: true, engagedAt: unixMsOf(0) },
  ...{ cancelAll: true, flatten: true, isDrill: false },
}
const CHECK = {
  ...{ accountId: 'a', accountName: 'Main', clientId: 'c', clientName: 'Lynk' },
  ...{ ordersOpen: null, positionsOpen: null, inDoubt: null },
  ...{ cancelsAsked: 0, isDone: false, failure: null, wouldDo: [] },
}
const read = (count: number) => ({ count, readAt: unixMsOf(0) })
const tones = (check: typeof CHECK | object, run = RUN) =>
  killFaces(run, { ...CHECK, ...check }).map(({ tone }) => tone)

test('a line that the venue was never asked about is red', () => {
  expect(tones({})).toEqual(['done', 'failed', 'failed', 'failed'])
})

test('a line is done when the venue counted none, and red again when it counts one', () => {
  const none = { ordersOpen: read(0), positionsOpen: read(0), inDoubt: read(0) }
  expect(tones(none)).toEqual(['done', 'done', 'done', 'done'])
  expect(tones({ ...none, ordersOpen: read(1) })).toEqual(['done', 'failed', 'done', 'done'])
})

test('what was not asked for is not on the list, and a failure is', () => {
  const pause = { ...RUN, cancelAll: false, flatten: false }
  expect(tones({ inDoubt: read(0) }, pause)).toEqual(['done', 'done'])
  expect(tones({ inDoubt: read(0), failure: 'no answer' }, pause)).toEqual([
    'done',
    'done',
    'failed',
  ])
})

test('a drill tells what it would do', () => {
  const drill = { ...RUN, isDrill: true }
  expect(killFaces(drill, { ...CHECK, isDone: true, wouldDo: ['cancel 1'] })).toMatchObject([
    { tone: 'done', text: 'No new order is sent · since 00:00:00' },
    { tone: 'plain', text: 'Would cancel 1' },
    { tone: 'done' },
  ])
})

test('a run as a whole counts the accounts that are proven', () => {
  const accounts = [CHECK, { ...CHECK, isDone: true }]
  expect(killProgress({ accounts, isDrill: false })).toBe('1 of 2 accounts proven')
  expect(killProgress({ accounts, isDrill: true })).toBe('1 of 2 accounts read')
})
