import { describe, expect, test } from 'vitest'
import { DecimalError } from '#core/money/decimal-error.ts'
import {
  add,
  amountOf,
  isAbove,
  isBelow,
  isEqual,
  MONEY_ONE,
  notional,
  parseAmount,
  parsePrice,
  parseQuantity,
  subtract,
} from '#core/money/money.ts'
import { divideRounded, type Rounding } from '#core/money/rounding.ts'
import {
  type DecimalCase,
  decimalCases,
  hasDecimalVectors,
  plainDecimal,
} from '#test/decimal-vectors.ts'

/** Why a case says nothing about our decimals. */
class OutOfOurRange extends Error {}

const ROUNDINGS: Readonly<Record<string, Rounding>> = {
  down: 'down',
  up: 'up',
  floor: 'floor',
  ceiling: 'ceiling',
  half_even: 'halfEven',
  half_up: 'halfUp',
}

const OPERATIONS: Readonly<Record<string, (vector: DecimalCase) => bigint>> = {
  add: (vector) => toPrecision(vector, add(operand(vector, 0), operand(vector, 1))),
  subtract: (vector) => toPrecision(vector, subtract(operand(vector, 0), operand(vector, 1))),
  multiply: (vector) => toPrecision(vector, product(vector)),
  compare: (vector) => comparison(operand(vector, 0), operand(vector, 1)),
  quantize: (vector) => quantized(vector),
}

describe.skipIf(!hasDecimalVectors)('the General Decimal Arithmetic cases', () => {
  test.each(['add', 'compare', 'multiply', 'quantize', 'rounding'])(
    'every %s case within our range gives the published result',
    (file) => {
      const skipped = new Map<string, number>()
      let used = 0
      for (const vector of decimalCases(file)) {
        const why = reasonToSkip(vector)
        if (why === null) used += 1
        else skipped.set(why, (skipped.get(why) ?? 0) + 1)
      }
      report(file, used, skipped)
      expect(used).toBeGreaterThan(100)
    },
  )
})

if (!hasDecimalVectors) process.stdout.write('decimal vectors: not run, ../shared/data is absent\n')

/** Checks a case; or says why it does not apply. */
function reasonToSkip(vector: DecimalCase): string | null {
  const compute = OPERATIONS[vector.operation]
  if (!compute) return `no operation ${vector.operation}`
  if (/nan|inf|#|\?/i.test(`${vector.operands.join(' ')} ${vector.expected}`))
    return 'NaN, Infinity'
  try {
    const expected = units(vector.expected)
    expect(compute(vector), vector.id).toBe(expected)
    return null
  } catch (error) {
    if (error instanceof OutOfOurRange) return error.message
    if (error instanceof DecimalError) return 'more than 20 integer digits or 18 decimals'
    throw error
  }
}

function operand(vector: DecimalCase, index: number) {
  return amountOf(units(vector.operands[index] ?? ''))
}

function units(text: string): bigint {
  return parseAmount(plainDecimal(text) ?? text)
}

function product(vector: DecimalCase): bigint {
  const [a = '', b = ''] = vector.operands.map((text) => plainDecimal(text) ?? text)
  const price = parsePrice(a)
  const quantity = parseQuantity(b)
  if ((price * quantity) % MONEY_ONE !== 0n) {
    throw new OutOfOurRange('product of more than 18 decimals')
  }
  return notional(price, quantity, 'halfEven')
}

function comparison(a: ReturnType<typeof operand>, b: ReturnType<typeof operand>): bigint {
  if (isAbove(a, b)) return MONEY_ONE
  return isBelow(a, b) ? -MONEY_ONE : BigInt(isEqual(a, b) ? 0 : 2)
}

function quantized(vector: DecimalCase): bigint {
  const exponent = exponentOf(vector.operands[1] ?? '')
  if (exponent < -18 || exponent > 20) throw new OutOfOurRange('quantum beyond our scale')
  const quantum = 10n ** BigInt(exponent + 18)
  return divideRounded(operand(vector, 0), quantum, roundingOf(vector)) * quantum
}

function exponentOf(text: string): number {
  const [, fraction = '', exponent = '0'] = /^[+-]?\d*\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text) ?? []
  return Number(exponent) - fraction.length
}

function toPrecision(vector: DecimalCase, exact: bigint): bigint {
  const digits = exact.toString().replace('-', '').length
  if (exact === 0n || digits <= vector.precision) return exact
  const dropped = 10n ** BigInt(digits - vector.precision)
  return divideRounded(exact, dropped, roundingOf(vector)) * dropped
}

function roundingOf({ rounding }: DecimalCase): Rounding {
  const ours = ROUNDINGS[rounding]
  if (!ours) throw new OutOfOurRange(`no rounding ${rounding}`)
  return ours
}

function report(file: string, used: number, skipped: ReadonlyMap<string, number>): void {
  const reasons = [...skipped].map(([why, count]) => `${count} ${why}`).join('; ')
  process.stdout.write(`decimal vectors, ${file}: ${used} used; out of our range: ${reasons}\n`)
}
