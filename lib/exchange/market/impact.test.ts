import { describe, expect, test } from 'vitest'
import { IMPACT_MAX, Impact } from './impact.ts'

const LEVEL = { lots: 100, width: 0.0001 }
const NINETY_SECONDS = 90_000

function pushed(signedLots: number): Impact {
  const impact = new Impact(0)
  impact.push(signedLots, LEVEL.lots, LEVEL.width)
  return impact
}

describe('impact', () => {
  test('is linear in the lots taken and has their sign', () => {
    expect(pushed(500).value).toBeCloseTo(5 * pushed(100).value, 12)
    expect(pushed(-500).value).toBe(-pushed(500).value)
  })

  test('halves every ninety seconds, in however many steps', () => {
    const once = pushed(1_000)
    const often = pushed(1_000)
    const before = once.value
    once.decayTo(NINETY_SECONDS)
    for (let now = 250; now <= NINETY_SECONDS; now += 250) often.decayTo(now)
    expect(once.value).toBeCloseTo(before / 2, 12)
    expect(often.value).toBeCloseTo(before / 2, 12)
  })

  test('is forgotten entirely in the end', () => {
    const impact = pushed(1_000)
    impact.decayTo(60 * NINETY_SECONDS)
    expect(impact.value).toBe(0)
  })

  test('never exceeds its limit, in either direction', () => {
    expect(pushed(1e12).value).toBe(IMPACT_MAX)
    expect(pushed(-1e12).value).toBe(-IMPACT_MAX)
  })

  test('does not decay when the clock goes back', () => {
    const impact = pushed(1_000)
    const before = impact.value
    impact.decayTo(-NINETY_SECONDS)
    expect(impact.value).toBe(before)
  })
})
