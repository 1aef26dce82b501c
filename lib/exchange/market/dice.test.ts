import { describe, expect, test } from 'vitest'
import { Dice, mix32, streamOf } from './dice.ts'

const THROWS = 20_000

function throwMany(dice: Dice, one: (dice: Dice) => number): number[] {
  return Array.from({ length: THROWS }, () => one(dice))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

describe('dice', () => {
  test('the same words give the same throws, and reseeding forgets what was thrown before', () => {
    const first = new Dice(7, streamOf('BTCUSDT'), 3)
    const expected = [first.gaussian(), first.uniform(), first.bits()]
    const second = new Dice(1)
    second.gaussian()
    second.reseed(7, streamOf('BTCUSDT'), 3)
    expect([second.gaussian(), second.uniform(), second.bits()]).toEqual(expected)
  })

  test('another seed, stream or index gives other throws', () => {
    const words: readonly [number, number, number][] = [
      [7, 1, 1],
      [8, 1, 1],
      [7, 2, 1],
      [7, 1, 2],
    ]
    expect(new Set(words.map((word) => new Dice(...word).bits())).size).toBe(words.length)
  })

  test('uniform throws stay in [0, 1) and fill it evenly', () => {
    const values = throwMany(new Dice(1), (dice) => dice.uniform())
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values)).toBeLessThan(1)
    expect(mean(values)).toBeCloseTo(0.5, 1)
    expect(mean(values.map((value) => value * value))).toBeCloseTo(1 / 3, 1)
  })

  test('gaussian throws have mean zero, variance one and no excess kurtosis', () => {
    const values = throwMany(new Dice(2), (dice) => dice.gaussian())
    expect(Math.abs(mean(values))).toBeLessThan(0.03)
    expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1)
    expect(Math.abs(mean(values.map((value) => value ** 4)) - 3)).toBeLessThan(0.3)
  })

  test('arrivals average their mean and never exceed their limit', () => {
    const free = throwMany(new Dice(3), (dice) => dice.arrivals(0.7, 100))
    expect(Math.abs(mean(free) - 0.7)).toBeLessThan(0.03)
    const limited = throwMany(new Dice(3), (dice) => dice.arrivals(50, 5))
    expect(new Set(limited)).toEqual(new Set([5]))
  })

  test('neighbouring words are mixed apart', () => {
    expect(
      new Set(Array.from({ length: 1_000 }, (_, i) => mix32(i) & 0xffff)).size,
    ).toBeGreaterThan(980)
  })
})
