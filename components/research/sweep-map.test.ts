import { expect, test } from 'vitest'
import type { SweepResultView } from '#api/codecs/research-result.ts'
import { unixMsOf } from '#core/time/time.ts'
import { bestPoints, firstView, sweepMapOf } from './sweep-map.ts'

function aResult(
  swept: readonly string[],
  values: readonly (readonly number[])[],
): SweepResultView {
  const points = values.map((each, index) => ({
    values: each,
    finalEquity: 100 + index,
    trades: 1,
    returned: index / 100,
    drawdownMax: index / 50,
    sharpe: index === 0 ? null : -index,
  }))
  const at = unixMsOf(0)
  const rest = { bars: 1, firstAt: at, lastAt: at, refused: 0, deflatedSharpe: null }
  return { kind: 'SWEEP', swept, points, best: values.length - 1, ...rest }
}

test('a map has a cell for each pair of values, and none where the strategy takes no such pair', () => {
  const result = aResult(
    ['fast', 'slow'],
    [
      [5, 10],
      [5, 20],
      [10, 20],
    ],
  )
  expect(sweepMapOf(result, firstView(result))).toEqual({
    xs: [10, 20],
    ys: [5, 10],
    cells: [
      [0, 1],
      [null, 2],
    ],
  })
})

test('one parameter makes one row', () => {
  const result = aResult(['length'], [[2], [4]])
  expect(sweepMapOf(result, firstView(result))).toEqual({ xs: [2, 4], ys: [null], cells: [[0, 1]] })
})

test('a third parameter is held where the best point has it, and every axis can be another', () => {
  const result = aResult(
    ['a', 'b', 'c'],
    [
      [1, 2, 3],
      [1, 2, 4],
    ],
  )
  expect(firstView(result)).toEqual({ x: 1, y: 0, held: 4 })
  expect(sweepMapOf(result, firstView(result)).cells).toEqual([[1]])
  expect(sweepMapOf(result, { x: 2, y: 1, held: 1 }).cells).toEqual([[0, 1]])
})

test('the best come first: the least drawdown, the most of all else, and none that is not known', () => {
  const result = aResult(['length'], [[2], [4], [6]])
  const lengths = (figure: 'returned' | 'sharpe' | 'drawdownMax') =>
    bestPoints(result, figure, 2).map(({ values }) => values[0])
  expect(lengths('returned')).toEqual([6, 4])
  expect(lengths('drawdownMax')).toEqual([2, 4])
  expect(lengths('sharpe')).toEqual([4, 6])
})
