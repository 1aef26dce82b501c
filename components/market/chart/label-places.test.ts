import fc from 'fast-check'
import { expect, test } from 'vitest'
import { a, p, q } from '#test/builders.ts'
import { LABEL_PX, labelPlaces } from './label-places.ts'
import { positionLineOf } from './position-line.ts'

test('labels never cover one another, and stand where they belong when there is room', () => {
  expect(labelPlaces([300, 100, 200])).toEqual([300, 100, 200])
  expect(labelPlaces([101, 100])).toEqual([100 + LABEL_PX, 100])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 500 })), (heights) => {
      const places = labelPlaces(heights).toSorted((x, y) => x - y)
      for (const [at, place] of places.slice(1).entries()) {
        expect(place - (places[at] ?? 0)).toBeGreaterThanOrEqual(LABEL_PX)
      }
    }),
  )
})

test('positions of several accounts are one line at their average, with the profit at the last price', () => {
  const positions = [
    { quantity: q('1'), cost: a('100') },
    { quantity: q('3'), cost: a('340') },
  ]
  expect(positionLineOf(positions, p('120'))).toMatchObject({
    quantity: q('4'),
    average: p('110'),
    pnl: a('40'),
  })
  expect(positionLineOf(positions, null)?.pnl).toBeNull()
})

test('a short gains when the price falls; what comes to nothing has no line', () => {
  const short = { quantity: q('-2'), cost: a('-200') }
  expect(positionLineOf([short], p('90'))?.pnl).toBe(a('20'))
  expect(positionLineOf([short, { quantity: q('2'), cost: a('190') }], p('90'))).toBeNull()
})
