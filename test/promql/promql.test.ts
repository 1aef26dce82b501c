import { expect, test } from 'vitest'
import { evaluatePromql, type Labels, type Sample } from './evaluate-promql.ts'

const MINUTE = 60_000
const now = 60 * MINUTE
const sample = (name: string, value: number, labels: Labels = {}, at = now): Sample => ({
  name,
  value,
  labels,
  at,
})
const values = (text: string, samples: readonly Sample[]) =>
  evaluatePromql(text, { samples, now }).map(({ value }) => value)

test('a comparison keeps what it is true of', () => {
  const ages = [sample('age', 31, { venue: 'a' }), sample('age', 29, { venue: 'b' })]
  expect(evaluatePromql('age > 30', { samples: ages, now })).toEqual([
    { labels: { venue: 'a' }, value: 31 },
  ])
  expect(values('age{venue="b"} > 30', ages)).toEqual([])
  expect(values('age{venue=~"a|c"} + 1 * 2', ages)).toEqual([33])
})

test('a series that fell silent is absent', () => {
  const old = [sample('up', 1, {}, now - 6 * MINUTE)]
  expect(values('up == 1 or absent(up)', old)).toEqual([1])
  expect(values('absent(up)', [sample('up', 0)])).toEqual([])
})

test('a counter grows by what it grew, also over a restart', () => {
  const counter = [0, 5, 2, 4].map((value, index) =>
    sample('n', value, {}, now - (3 - index) * MINUTE),
  )
  expect(values('increase(n[5m])', counter)).toEqual([9])
  expect(values('rate(n[1m]) > 0', counter)).toEqual([])
})

test('sums are by the labels that are named, and sides meet where their labels are the same', () => {
  const requests = [
    sample('n', 1, { path: 'x', status: '500' }),
    sample('n', 3, { path: 'x', status: '200' }),
    sample('n', 4, { path: 'y', status: '200' }),
  ]
  expect(values('sum(n{status=~"5.."}) / sum(n)', requests)).toEqual([0.125])
  expect(values('sum by (path) (n) >= 4 and sum by (path) (n{status="500"})', requests)).toEqual([
    4,
  ])
  expect(values('count by (path) (n) unless sum by (path) (n{status="500"})', requests)).toEqual([
    1,
  ])
})

test('a quantile lies within its bucket', () => {
  const buckets = [
    sample('h', 50, { le: '0.1' }),
    sample('h', 100, { le: '0.2' }),
    sample('h', 100, { le: '+Inf' }),
  ]
  expect(values('histogram_quantile(0.75, h)', buckets)).toEqual([expect.closeTo(0.15)])
})

test('what is no part of the subset is refused', () => {
  for (const text of ['sum(n', 'n offset 5m', 'rate(n)', 'topk(3, n)', 'n{']) {
    expect(() => values(text, [sample('n', 1)])).toThrow()
  }
})
