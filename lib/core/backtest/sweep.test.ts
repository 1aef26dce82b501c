import { describe, expect, test } from 'vitest'
import { DEFAULT_ASSUMPTIONS } from '#core/backtest/assumptions.ts'
import { makeScratch, sharedColumns, sweepPoint } from '#core/backtest/sweep-point.ts'
import { gridPoints, randomPoints, rangeOf } from '#core/backtest/sweep-points.ts'
import { priceGrid } from '#core/market/price-grid.ts'
import { smaCross } from '#core/strategies/sma-cross.ts'
import type { Strategy } from '#core/strategies/strategy.ts'
import { priceWalk } from '#test/price-walk.ts'

const RANGES = { fast: [5, 10, 60], slow: [30, 60, 90] }

describe('the points of a sweep', () => {
  test('are every combination that the strategy takes, the last parameter turning fastest', () => {
    const { points, refused } = gridPoints(smaCross, RANGES)
    expect(points.map(({ fast, slow }) => [fast, slow])).toEqual([
      [5, 30],
      [5, 60],
      [5, 90],
      [10, 30],
      [10, 60],
      [10, 90],
      [60, 90],
    ])
    expect(refused).toBe(2)
  })

  test('drawn at random are some of them, each once, the same for the same seed', () => {
    const draw = (seed: number) => randomPoints(smaCross, RANGES, { count: 5, seed })
    expect(draw(7)).toEqual(draw(7))
    expect(draw(7)).not.toEqual(draw(8))
    const texts = draw(7).points.map((point) => JSON.stringify(point))
    expect(new Set(texts).size).toBe(texts.length)
    const grid = gridPoints(smaCross, RANGES).points.map((point) => JSON.stringify(point))
    expect(texts.every((text) => grid.includes(text))).toBe(true)
  })

  test('of a range go by the step of the parameter', () => {
    expect(rangeOf(smaCross.parameters['fast']!, 5, 8)).toEqual([5, 6, 7, 8])
    expect(rangeOf(smaCross.parameters['stopPercent']!, 0, 2)).toEqual([0, 0.5, 1, 1.5, 2])
    expect(rangeOf(smaCross.parameters['fast']!, 5, 30, 10)).toEqual([5, 15, 25])
    expect(rangeOf(smaCross.parameters['stopPercent']!, 0.1, 0.4, 0.1)).toEqual([
      0.1, 0.2, 0.3, 0.4,
    ])
    expect(rangeOf(smaCross.parameters['stopPercent']!, 0.1, 0.7, 0.2)).toEqual([
      0.1, 0.3, 0.5, 0.7,
    ])
  })
})

describe('the short way of a sweep', () => {
  /** The same strategy without its crossings, which takes the whole engine. */
  const whole: Strategy = { ...smaCross, crossings: () => null }

  test.each([
    { name: 'unrounded prices', cash: 1_000_000, atEnd: 'close', digits: null },
    { name: 'a position that stays', cash: 1_000_000, atEnd: 'mark', digits: null },
    { name: 'prices on a grid', cash: 1_000_000, atEnd: 'close', digits: 2 },
    { name: 'cash that runs short', cash: 99, atEnd: 'close', digits: null },
  ] as const)('gives what the engine gives, to the last bit, on $name', (given) => {
    const bars = priceWalk(5_000)
    if (given.digits !== null) {
      bars.close.forEach((close, i) => {
        bars.close[i] = Number(close.toFixed(2))
      })
    }
    const market = { bars, tick: priceGrid(bars.close) }
    expect(market.tick).toBe(given.digits === null ? null : 0.01)
    const assumptions = { ...DEFAULT_ASSUMPTIONS, cash: given.cash, atEnd: given.atEnd }
    const { points } = gridPoints(smaCross, RANGES)
    const columns = new Map(
      sharedColumns(smaCross, assumptions, points).map(({ key, fill }) => {
        const column = new Float64Array(bars.length)
        fill(market, column)
        return [key, column]
      }),
    )
    const terms = { market, assumptions, columns, scratch: makeScratch(bars.length) }
    for (const point of points) {
      const quick = sweepPoint({ ...terms, strategy: smaCross }, point)
      expect(quick).toEqual(sweepPoint({ ...terms, strategy: whole }, point))
    }
  })
})
