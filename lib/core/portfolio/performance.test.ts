import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountOf } from '#core/money/money.ts'
import { a, at } from '#test/builders.ts'
import { type EquityPoint, performanceOf, sumPoints } from './performance.ts'

/** Points a minute apart: [equity, net deposits]. */
function pointsOf(...told: readonly (readonly [string | null, string])[]): EquityPoint[] {
  return told.map(([equity, deposits], minute) => ({
    at: at(minute * 60_000),
    equity: equity === null ? null : a(equity),
    netDeposits: a(deposits),
  }))
}

test('a gain is the change of equity, and its return a part of what was there', () => {
  expect(performanceOf(pointsOf(['100', '100'], ['110', '100'], ['99', '100']))).toMatchObject({
    flows: a('0'),
    pnl: a('-1'),
    returned: a('-0.01'),
    drawdownMax: a('0.1'),
    points: [{ drawdown: a('0') }, { drawdown: a('0') }, { drawdown: a('0.1') }],
  })
})

test('a deposit is no profit and a withdrawal no loss', () => {
  const points = pointsOf(['100', '100'], ['600', '600'], ['50', '50'])
  expect(performanceOf(points)).toMatchObject({
    flows: a('-50'),
    pnl: a('0'),
    returned: a('0'),
    drawdownMax: a('0'),
  })
})

test('profit made before and after a deposit is chained, not averaged', () => {
  const points = pointsOf(['100', '100'], ['110', '100'], ['1110', '1100'], ['999', '1100'])
  expect(performanceOf(points)).toMatchObject({ returned: a('-0.01'), pnl: a('-101') })
})

test('before there was anything there is no return, and the first money begins it', () => {
  expect(performanceOf(pointsOf(['0', '0']))).toMatchObject({ returned: null, drawdownMax: null })
  expect(performanceOf(pointsOf(['0', '0'], ['100', '100'], ['105', '100']))).toMatchObject({
    returned: a('0.05'),
    pnl: a('5'),
    flows: a('100'),
  })
})

test('what could not be valued is a gap, and the next known point goes on from the last', () => {
  const { points, returned } = performanceOf(pointsOf(['100', '100'], [null, '100'], ['90', '100']))
  expect(points[1]).toMatchObject({ equity: null, drawdown: null })
  expect(returned).toBe(a('-0.1'))
})

test('nothing known is nothing claimed', () => {
  expect(performanceOf(pointsOf([null, '0']))).toMatchObject({
    pnl: null,
    flows: null,
    returned: null,
    drawdownMax: null,
  })
})

test('profit plus flows is always exactly the change of equity', () => {
  const amount = fc.bigInt(0n, 10n ** 27n).map(amountOf)
  fc.assert(
    fc.property(fc.array(fc.tuple(amount, amount), { minLength: 2, maxLength: 30 }), (told) => {
      const points = told.map(([equity, netDeposits], n) => ({ at: at(n), equity, netDeposits }))
      const { pnl, flows } = performanceOf(points)
      const change = (told.at(-1)?.[0] ?? 0n) - (told[0]?.[0] ?? 0n)
      expect((pnl ?? 0n) + (flows ?? 0n)).toBe(change)
    }),
  )
})

test('a sum is unknown as soon as one of its parts is', () => {
  const [one, unknown] = pointsOf(['1', '1'], [null, '2']) as [EquityPoint, EquityPoint]
  expect(sumPoints(at(5), [one, one])).toEqual({ at: at(5), equity: a('2'), netDeposits: a('2') })
  expect(sumPoints(at(5), [one, unknown])).toEqual({ at: at(5), equity: null, netDeposits: a('3') })
})
