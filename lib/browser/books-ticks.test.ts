import { expect, test } from 'vitest'
import type { VenueStrip } from '#api/codecs/proof.ts'
import { unixMsOf } from '#core/time/time.ts'
import { booksTicks } from './books-ticks.ts'

const at = unixMsOf
const run = (from: number, to: number, state: VenueStrip['runs'][number]['state']) => ({
  from: at(from),
  to: at(to),
  state,
  checks: 1,
})
// Only these of a break decide.
const seen = (id: string, from: number, to: number | null) =>
  ({
    id,
    firstSeenAt: at(from),
    resolvedAt: to === null ? null : at(to),
  }) as VenueStrip['breaks'][number]

test('a mark shows the worst of its time, and nothing where nothing is known', () => {
  const runs = [
    run(10, 30, 'PROVEN'),
    run(30, 31, 'GAP'),
    run(31, 35, 'BROKEN'),
    run(35, 60, 'PROVEN'),
  ]
  const ticks = booksTicks({ from: at(0), to: at(80) }, { runs, breaks: [seen('b', 30, 33)] }, 4)
  expect(ticks.map(({ state, breakId }) => [state, breakId])).toEqual([
    ['PROVEN', null],
    ['BROKEN', 'b'],
    ['PROVEN', null],
    [null, null],
  ])
  expect(ticks[3]).toMatchObject({ from: 60, to: 80 })
})

test('a break that has not ended belongs to every mark that disagrees since', () => {
  const runs = [run(0, 40, 'BROKEN')]
  const ticks = booksTicks({ from: at(0), to: at(40) }, { runs, breaks: [seen('b', 15, null)] }, 4)
  expect(ticks.map(({ breakId }) => breakId)).toEqual([null, 'b', 'b', 'b'])
})
