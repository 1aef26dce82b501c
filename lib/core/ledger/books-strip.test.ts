import { describe, expect, test } from 'vitest'
import { MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import { type Strip, type StripTick, stripRuns } from './books-strip.ts'

const START = Date.UTC(2026, 10, 20)
const minute = (n: number) => unixMsOf(START + n * MINUTE_MS)
const proven = (bucket: number, accounts = 1): StripTick => ({
  bucket,
  worst: 'PROVEN',
  accounts,
  checks: 4 * accounts,
})

function strip(over: Partial<Strip>): Strip {
  return {
    from: minute(0),
    stepMs: MINUTE_MS,
    now: minute(4),
    accountsSince: [unixMsOf(START - MINUTE_MS)],
    ticks: [],
    ...over,
  }
}

describe('the strip of a venue’s day', () => {
  test('is one run while every bucket is proven', () => {
    expect(stripRuns(strip({ ticks: [0, 1, 2, 3].map((n) => proven(n)) }))).toEqual([
      { from: minute(0), to: minute(4), state: 'PROVEN', checks: 16 },
    ])
  })

  test('shows a bucket without a comparison as a gap', () => {
    expect(stripRuns(strip({ ticks: [proven(0), proven(3)] }))).toEqual([
      { from: minute(0), to: minute(1), state: 'PROVEN', checks: 4 },
      { from: minute(1), to: minute(3), state: 'GAP', checks: 0 },
      { from: minute(3), to: minute(4), state: 'PROVEN', checks: 4 },
    ])
  })

  test('is a gap when one of two accounts was not compared', () => {
    const accountsSince = [minute(0), minute(0)]
    const ticks = [proven(0, 2), proven(1, 1), proven(2, 2), proven(3, 2)]
    expect(stripRuns(strip({ accountsSince, ticks })).map(({ state }) => state)).toEqual([
      'PROVEN',
      'GAP',
      'PROVEN',
    ])
  })

  test('lets what disagreed win over what was missing', () => {
    const ticks: StripTick[] = [
      { ...proven(0), worst: 'SUSPECT' },
      { ...proven(1), worst: 'BROKEN' },
      proven(2),
      proven(3),
    ]
    const accountsSince = [minute(0), minute(2)]
    expect(stripRuns(strip({ accountsSince, ticks })).map(({ state }) => state)).toEqual([
      'SUSPECT',
      'BROKEN',
      'GAP',
    ])
  })

  test('says nothing of the time before the first account, nor of a bucket that still runs', () => {
    const young = strip({
      accountsSince: [minute(2)],
      ticks: [proven(2)],
      now: unixMsOf(minute(3) + 1),
    })
    expect(stripRuns(young)).toEqual([
      { from: minute(2), to: minute(3), state: 'PROVEN', checks: 4 },
    ])
  })
})
