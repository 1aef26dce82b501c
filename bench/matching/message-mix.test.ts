import { expect, test } from 'vitest'
import { MIX_NAMES, makeMessageMix } from './message-mix.ts'
import { equalsReference } from './parity.ts'

const SHORT = { count: 1_500, live: 100, seed: 7 }

test.each(MIX_NAMES)('%s: the same seed gives the same messages, another seed others', (name) => {
  const mix = makeMessageMix(name, SHORT)
  expect(makeMessageMix(name, SHORT)).toEqual(mix)
  expect(makeMessageMix(name, { ...SHORT, seed: 8 })).not.toEqual(mix)
})

test.each(MIX_NAMES)('%s: the book says what the naive book says', (name) => {
  expect(equalsReference(makeMessageMix(name, SHORT))).toBe(true)
})
