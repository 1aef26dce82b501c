import { expect, test } from 'vitest'
import { p, q } from '#test/builders.ts'
import { depthOf } from './depth.ts'

test('each level tells how much stands up to it, measured by the deeper side', () => {
  const book = {
    bids: [[p('99'), q('1')] as const, [p('98'), q('3')] as const, [p('97'), q('9')] as const],
    asks: [[p('101'), q('1')] as const],
  }
  expect(depthOf(book, 2)).toEqual({
    bids: [
      { price: p('99'), quantity: q('1'), depthPercent: 25 },
      { price: p('98'), quantity: q('3'), depthPercent: 100 },
    ],
    asks: [{ price: p('101'), quantity: q('1'), depthPercent: 25 }],
  })
})

test('an empty book has no levels', () => {
  expect(depthOf({ bids: [], asks: [] }, 5)).toEqual({ bids: [], asks: [] })
})
