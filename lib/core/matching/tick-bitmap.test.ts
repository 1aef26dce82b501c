import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TickBitmap } from './tick-bitmap.ts'

const SIZE = 4096

test('the bitmap finds and drains what a plain set holds', () => {
  const near = fc.integer({ min: 0, max: 70 })
  const anywhere = fc.integer({ min: 0, max: SIZE - 1 })
  const index = fc.oneof(near, anywhere)
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), index, index)), (steps) => {
      const bitmap = new TickBitmap(SIZE)
      const members = new Set<number>()
      for (const [isAdded, member, asked] of steps) {
        if (isAdded) bitmap.add(member)
        else bitmap.remove(member)
        if (isAdded) members.add(member)
        else members.delete(member)
        const expected = Math.max(-1, ...[...members].filter((other) => other <= asked))
        expect(bitmap.highestUpTo(asked)).toBe(expected)
      }
      const drained: number[] = []
      bitmap.drain((index) => drained.push(index))
      expect(drained).toEqual([...members].sort((a, b) => a - b))
      expect(bitmap.highestUpTo(SIZE - 1)).toBe(-1)
    }),
  )
})

test('nothing lies below index 0', () => {
  const bitmap = new TickBitmap(SIZE)
  bitmap.add(0)
  expect([bitmap.highestUpTo(-1), bitmap.highestUpTo(0)]).toEqual([-1, 0])
})
