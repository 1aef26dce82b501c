import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  parsePrice as p,
  type Quantity,
  parseQuantity as q,
  quantityOf,
} from '#core/money/money.ts'
import { gridAround, hasLeft, rowOf, rowPrice } from './ladder-grid.ts'
import { depthOfRows } from './ladder-levels.ts'
import { queueAhead } from './queue-ahead.ts'

const TENTH = p('0.1')
const GRID = gridAround(p('100'), TENTH, 21)

test('the middle row has the middle price and the rows fall by one step', () => {
  expect([rowPrice(GRID, 10), rowPrice(GRID, 9), rowPrice(GRID, 20)]).toEqual([
    p('100'),
    p('100.1'),
    p('99'),
  ])
})

test('a price between two rows stands where it is not better than it is', () => {
  const grid = gridAround(p('100'), p('1'), 21)
  expect(rowPrice(grid, rowOf(grid, p('100.4'), 'bid'))).toBe(p('100'))
  expect(rowPrice(grid, rowOf(grid, p('100.4'), 'ask'))).toBe(p('101'))
})

test('levels that share a row add up and the longest bar is whole', () => {
  const depth = depthOfRows(gridAround(p('100'), p('1'), 5), {
    bids: [
      [p('99.9'), q('1')],
      [p('99.1'), q('2')],
      [p('98'), q('6')],
      [p('1'), q('100')],
    ],
    asks: [[p('100.5'), q('3')]],
  })
  expect(depth.map(({ bid, bidPercent, askPercent }) => [bid, bidPercent, askPercent])).toEqual([
    [q('0'), 0, 0],
    [q('0'), 0, 50],
    [q('0'), 0, 0],
    [q('3'), 50, 0],
    [q('6'), 100, 0],
  ])
})

test('the ladder is left only when the touch is no longer on it', () => {
  expect(hasLeft(GRID, [p('99'), p('101')])).toBe(false)
  expect(hasLeft(GRID, [p('98.9'), p('99.5')])).toBe(true)
  expect(hasLeft(GRID, [null, null])).toBe(false)
})

/** A queue as the venue keeps it: what is before us, us, and what is behind. */
type Queue = { ahead: bigint; own: bigint; behind: bigint }
type Step = readonly ['join' | 'leaveAhead' | 'leaveBehind' | 'trade', number]

const LESS = (from: bigint, by: number) => (from > BigInt(by) ? BigInt(by) : from)

function play(queue: Queue, [what, size]: Step): bigint {
  if (what === 'join') queue.behind += BigInt(size)
  if (what === 'leaveAhead') queue.ahead -= LESS(queue.ahead, size)
  if (what === 'leaveBehind') queue.behind -= LESS(queue.behind, size)
  if (what !== 'trade') return 0n
  const ofAhead = LESS(queue.ahead, size)
  queue.ahead -= ofAhead
  const ofOwn = LESS(queue.own, size - Number(ofAhead))
  queue.own -= ofOwn
  return ofAhead + ofOwn
}

test('the bound is never below what truly stands before the order', () => {
  const step = fc.tuple(
    fc.constantFrom('join', 'leaveAhead', 'leaveBehind', 'trade'),
    fc.integer({ min: 1, max: 50 }),
  ) as fc.Arbitrary<Step>
  fc.assert(
    fc.property(
      fc.nat(200),
      fc.array(step, { maxLength: 40 }),
      fc.array(fc.boolean()),
      (ahead, steps, looks) => {
        const queue: Queue = { ahead: BigInt(ahead), own: 10n, behind: 0n }
        let bound: Quantity | null = null
        let traded = 0n
        steps.forEach((each, index) => {
          traded += play(queue, each)
          if (looks[index] === false) return
          bound = queueAhead(bound, {
            level: quantityOf(queue.ahead + queue.own + queue.behind),
            own: quantityOf(queue.own),
            isInLevel: true,
            traded: quantityOf(traded),
          })
          traded = 0n
          expect(bound === null || bound >= queue.ahead).toBe(true)
        })
      },
    ),
  )
})
