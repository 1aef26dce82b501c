import { type Expression, type Matcher, parsePromql } from './parse-promql.ts'

export type Labels = Readonly<Record<string, string>>
/** One value of one series at one time. */
export type Sample = {
  readonly name: string
  readonly labels: Labels
  readonly value: number
  readonly at: number
}
type Element = { readonly labels: Labels; readonly value: number }
type Moment = { readonly samples: readonly Sample[]; readonly now: number }

/** An instant query looks so far back for a series' last value. */
const LOOKBACK_MS = 5 * 60_000

/** The instant vector that an expression gives: empty where it is not so. A number is a vector without labels. */
export function evaluatePromql(text: string, moment: Moment): readonly Element[] {
  return evaluate(parsePromql(text), moment)
}

function evaluate(expression: Expression, moment: Moment): readonly Element[] {
  switch (expression.kind) {
    case 'number':
      return [{ labels: {}, value: expression.value }]
    case 'selector':
      return seriesOf(expression, moment, LOOKBACK_MS).map(({ labels, samples }) => ({
        labels,
        value: samples.at(-1)?.value ?? Number.NaN,
      }))
    case 'aggregate':
      return aggregate(expression, evaluate(expression.of, moment))
    case 'call':
      return call(expression, moment)
    default:
      return combine(expression, moment)
  }
}

type Series = { readonly labels: Labels; readonly samples: readonly Sample[] }

function seriesOf(expression: Expression, { samples, now }: Moment, spanMs: number): Series[] {
  if (expression.kind !== 'selector') throw new Error('expected a selector')
  const { name, matchers } = expression
  const chosen = samples.filter(
    (each) =>
      each.name === name &&
      each.at <= now &&
      each.at > now - spanMs &&
      matches(each.labels, matchers),
  )
  return [...Map.groupBy(chosen, ({ labels }) => keyOf(labels)).values()].map((same) => ({
    labels: same[0]?.labels ?? {},
    samples: same.toSorted((a, b) => a.at - b.at),
  }))
}

function matches(labels: Labels, matchers: readonly Matcher[]): boolean {
  return matchers.every(({ label, operator, text }) => {
    const value = labels[label] ?? ''
    if (operator === '=~') return new RegExp(`^(?:${text})$`).test(value)
    return (value === text) === (operator === '=')
  })
}

type Call = Extract<Expression, { kind: 'call' }>

function call({ name, args }: Call, moment: Moment): readonly Element[] {
  const [first, second] = args
  if (first === undefined) throw new Error(`${name} needs an argument`)
  if (name === 'absent') {
    return evaluate(first, moment).length === 0 ? [{ labels: {}, value: 1 }] : []
  }
  if (name === 'histogram_quantile' && second !== undefined) {
    return quantiles(evaluate(first, moment)[0]?.value ?? 0, evaluate(second, moment))
  }
  const rangeMs = first.kind === 'selector' ? first.rangeMs : null
  if (rangeMs === null) throw new Error(`${name} needs a range`)
  return seriesOf(first, moment, rangeMs).flatMap(({ labels, samples }) => {
    const value = overTime(name, samples, rangeMs)
    return value === null ? [] : [{ labels, value }]
  })
}

function overTime(name: string, samples: readonly Sample[], rangeMs: number): number | null {
  if (name === 'count_over_time') return samples.length
  if (samples.length < 2) return null
  const increase = samples.slice(1).reduce((sum, { value }, index) => {
    const before = samples[index]?.value ?? 0
    return sum + (value < before ? value : value - before)
  }, 0)
  if (name === 'increase') return increase
  if (name === 'rate') return increase / (rangeMs / 1_000)
  throw new Error(`${name} is no part of the subset`)
}

/** Linear within the bucket in which the quantile lies, as Prometheus has it. */
function quantiles(quantile: number, buckets: readonly Element[]): Element[] {
  const groups = Map.groupBy(buckets, ({ labels: { le: _le, ...rest } }) => keyOf(rest))
  return [...groups.values()].map((group) => {
    const sorted = group
      .map(({ labels, value }) => ({
        bound: Number(labels['le']?.replace('+Inf', 'Infinity')),
        value,
      }))
      .sort((a, b) => a.bound - b.bound)
    const rank = quantile * (sorted.at(-1)?.value ?? 0)
    const index = sorted.findIndex(({ value }) => value >= rank)
    const [below, within] = [sorted[index - 1] ?? { bound: 0, value: 0 }, sorted[index]]
    const { le: _le, ...labels } = group[0]?.labels ?? {}
    if (within === undefined || rank === 0) return { labels, value: Number.NaN }
    if (within.bound === Number.POSITIVE_INFINITY) return { labels, value: below.bound }
    const part = (rank - below.value) / (within.value - below.value)
    return { labels, value: below.bound + (within.bound - below.bound) * part }
  })
}

type Aggregate = Extract<Expression, { kind: 'aggregate' }>

function aggregate({ name, by }: Aggregate, elements: readonly Element[]): Element[] {
  const kept = (labels: Labels) =>
    Object.fromEntries(
      by.flatMap((label) => (label in labels ? [[label, labels[label] ?? '']] : [])),
    )
  const groups = Map.groupBy(elements, ({ labels }) => keyOf(kept(labels)))
  return [...groups.values()].map((group) => {
    const values = group.map(({ value }) => value)
    const value =
      name === 'count'
        ? values.length
        : name === 'max'
          ? Math.max(...values)
          : values.reduce((a, b) => a + b, 0)
    return { labels: kept(group[0]?.labels ?? {}), value }
  })
}

type Binary = Extract<Expression, { kind: 'binary' }>
const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
}
const COMPARISON: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
}

function combine({ operator, left, right }: Binary, moment: Moment): readonly Element[] {
  const [a, b] = [evaluate(left, moment), evaluate(right, moment)]
  const isIn = (list: readonly Element[], { labels }: Element) =>
    list.some((each) => keyOf(each.labels) === keyOf(labels))
  if (operator === 'or') return [...a, ...b.filter((each) => !isIn(a, each))]
  if (operator === 'and') return a.filter((each) => isIn(b, each))
  if (operator === 'unless') return a.filter((each) => !isIn(b, each))
  return pairsOf({ left, right }, a, b).flatMap(({ labels, x, y }) => {
    const compare = COMPARISON[operator]
    if (compare !== undefined) return compare(x, y) ? [{ labels, value: x }] : []
    return [{ labels, value: ARITHMETIC[operator]?.(x, y) ?? Number.NaN }]
  })
}

/** A number goes with every element, elements go with those of the same labels. */
function pairsOf(
  { left, right }: Pick<Binary, 'left' | 'right'>,
  a: readonly Element[],
  b: readonly Element[],
): { readonly labels: Labels; readonly x: number; readonly y: number }[] {
  const [x, y] = [scalarOf(left, a), scalarOf(right, b)]
  if (y !== null) return a.map(({ labels, value }) => ({ labels, x: value, y }))
  if (x !== null) return b.map(({ labels, value }) => ({ labels, x, y: value }))
  return a.flatMap(({ labels, value }) => {
    const same = b.find((each) => keyOf(each.labels) === keyOf(labels))
    return same === undefined ? [] : [{ labels, x: value, y: same.value }]
  })
}

/** The number that an expression is, whatever is measured. */
function scalarOf(expression: Expression, [element]: readonly Element[]): number | null {
  return isScalar(expression) ? (element?.value ?? null) : null
}

function isScalar(expression: Expression): boolean {
  if (expression.kind === 'number') return true
  return expression.kind === 'binary' && isScalar(expression.left) && isScalar(expression.right)
}

function keyOf(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))
}
