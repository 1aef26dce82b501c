import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { DRAWINGS_MAX, type Drawing, drawingsSchema, movedDrawing } from './drawings.ts'
import { candlesPerGroup, fillMarks, MARKS_PER_GROUP_MAX } from './fill-marks.ts'
import { distanceToSegment, hitPart } from './hit-test.ts'
import { durationText } from './measure.ts'
import { instantAt, positionOf } from './time-axis.ts'

const MINUTE = 60_000

describe('fills', () => {
  const fill = (id: string, at: number, side: 'buy' | 'sell' = 'buy') => ({
    id,
    side,
    venueAt: unixMsOf(at),
  })

  test('belong to the candle that contains them', () => {
    const [mark] = fillMarks([fill('a', 5 * MINUTE + 59_999)], {
      timeframe: '5m',
      candlesPerGroup: 1,
    })
    expect(mark).toMatchObject({ fromAt: 5 * MINUTE, toAt: 5 * MINUTE, level: 0 })
  })

  test('of both sides in one candle are marked apart', () => {
    const marks = fillMarks([fill('a', 0), fill('b', 1, 'sell')], {
      timeframe: '1m',
      candlesPerGroup: 1,
    })
    expect(marks.map(({ side, level }) => [side, level])).toEqual([
      ['buy', 0],
      ['sell', 0],
    ])
  })

  test('are stacked one by one up to the limit, and one mark with their count beyond it', () => {
    const some = Array.from({ length: MARKS_PER_GROUP_MAX }, (_, at) => fill(`${at}`, at))
    const view = { timeframe: '1m', candlesPerGroup: 1 } as const
    expect(fillMarks(some, view).map(({ level }) => level)).toEqual([0, 1, 2])
    const more = [...some, fill('more', 59_000)]
    expect(fillMarks(more, view).map(({ fills }) => fills.length)).toEqual([more.length])
  })

  test('are never lost and never doubled by grouping', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 10_000_000 })),
        fc.integer({ min: 1, max: 50 }),
        (times, width) => {
          const fills = times.map((at, id) => fill(`${id}`, at, at % 3 === 0 ? 'sell' : 'buy'))
          const marks = fillMarks(fills, { timeframe: '1m', candlesPerGroup: width })
          const ids = marks.flatMap((mark) => mark.fills.map(({ id }) => id))
          expect(ids.toSorted()).toEqual(fills.map(({ id }) => id).toSorted())
        },
      ),
    )
  })

  test('share groups where candles are narrower than a mark', () => {
    expect(candlesPerGroup(20)).toBe(1)
    expect(candlesPerGroup(3)).toBe(4)
  })
})

test('an instant and its position are each other’s inverse, over gaps and beyond both ends', () => {
  const times = [0, 1, 2, 10, 11].map((minute) => minute * MINUTE)
  fc.assert(
    fc.property(fc.integer({ min: -100 * MINUTE, max: 100 * MINUTE }), (at) => {
      expect(instantAt(times, positionOf(times, at, MINUTE), MINUTE)).toBe(at)
    }),
  )
  expect(positionOf(times, 6 * MINUTE, MINUTE)).toBe(2.5)
})

describe('a place hits', () => {
  const trend = {
    kind: 'trend',
    points: [
      { x: 0, y: 0 },
      { x: 100, y: 100 },
    ],
  } as const

  test('a line along it, and not beside it', () => {
    expect(hitPart(trend, { x: 50, y: 53 })).toBe('body')
    expect(hitPart(trend, { x: 50, y: 70 })).toBeNull()
    expect(hitPart({ kind: 'horizontal', points: [{ x: 0, y: 40 }] }, { x: 900, y: 45 })).toBe(
      'body',
    )
    expect(hitPart({ kind: 'vertical', points: [{ x: 40, y: 0 }] }, { x: 47, y: 10 })).toBeNull()
  })

  test('a point before the line it ends', () => {
    expect(hitPart(trend, { x: 95, y: 99 })).toBe(1)
  })

  test('a rectangle at its edge, never inside: what lies inside stays in reach', () => {
    const box = { kind: 'rectangle', points: trend.points } as const
    expect(hitPart(box, { x: 50, y: 2 })).toBe('body')
    expect(hitPart(box, { x: 50, y: 50 })).toBeNull()
  })

  test('the nearest place of a segment', () => {
    expect(distanceToSegment({ x: 3, y: 4 }, { x: 0, y: 0 }, { x: 0, y: 0 })).toBe(5)
    expect(distanceToSegment({ x: -3, y: 4 }, { x: 0, y: 0 }, { x: 9, y: 0 })).toBe(5)
  })
})

describe('drawings', () => {
  const line: Drawing = {
    id: 'a',
    kind: 'trend',
    points: [
      { at: 1_000, price: 10 },
      { at: 2_000, price: 20 },
    ],
    isLocked: false,
  }

  test('come back from JSON as they were', () => {
    expect(drawingsSchema.parse(JSON.parse(JSON.stringify([line])))).toEqual([line])
  })

  test('that are not understood are left out alone', () => {
    const kept = [line, { id: 'b', kind: 'spiral' }, { ...line, points: [] }, 7, null]
    expect(drawingsSchema.parse(kept)).toEqual([line])
  })

  test('beyond the limit are left out', () => {
    const many = Array.from({ length: DRAWINGS_MAX + 1 }, (_, at) => ({ ...line, id: `${at}` }))
    expect(drawingsSchema.parse(many)).toHaveLength(DRAWINGS_MAX)
  })

  test('move whole or by one point, and never to a price of zero', () => {
    const by = { ms: 500, price: 1 }
    expect(movedDrawing(line, 'body', by).points).toEqual([
      { at: 1_500, price: 11 },
      { at: 2_500, price: 21 },
    ])
    expect(movedDrawing(line, 1, by).points[0]).toEqual(line.points[0])
    expect(movedDrawing(line, 0, { ms: 0, price: -10 }).points[0]?.price).toBe(10)
  })
})

test.each([
  [0, '0 s'],
  [59_000, '59 s'],
  [185 * MINUTE, '3 h 5 m'],
  [180 * MINUTE, '3 h'],
  [52 * 60 * MINUTE, '2 d 4 h'],
] as const)('%d ms are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text)
})
