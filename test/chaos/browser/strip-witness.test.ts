import { expect, test } from 'vitest'
import { StripWitness } from './strip-witness.ts'

const PROOF = { startedAt: 99_000, finishedAt: 100_200 }
const GREEN = { state: 'PROVEN', provenAt: 100_000 }
const AMBER = { state: 'SUSPECT', provenAt: null }
const NOTHING = new Set<string>()
const WRONG = new Set(['balance USDT'])
const READ = { proofs: [PROOF], isRead: true }

test('green is true while nothing differs, and while only what came after the proof does', () => {
  const witness = new StripWitness()
  expect(witness.judge({ at: 101_000, face: GREEN, differences: NOTHING, ...READ })).toEqual([])
  expect(witness.judge({ at: 102_000, face: GREEN, differences: WRONG, ...READ })).toEqual([])
  expect(witness.judge({ at: 140_000, face: GREEN, differences: WRONG, ...READ })).toEqual([])
})

test('green is a lie when its own proof cannot have seen what differs since before it', () => {
  const witness = new StripWitness()
  expect(witness.judge({ at: 96_000, face: AMBER, differences: WRONG, ...READ })).toEqual([])
  expect(witness.judge({ at: 101_000, face: GREEN, differences: WRONG, ...READ })).toEqual([
    'green by the proof of 1970-01-01T00:01:40.000Z, balance USDT for 5000 ms',
  ])
})

test('what differed before the proof and was equal in between is something new', () => {
  const witness = new StripWitness()
  witness.judge({ at: 96_000, face: AMBER, differences: WRONG, ...READ })
  witness.judge({ at: 99_000, face: AMBER, differences: NOTHING, ...READ })
  expect(witness.judge({ at: 101_000, face: GREEN, differences: WRONG, ...READ })).toEqual([])
})

test('what began within the time by which a venue may lag is not held against the proof', () => {
  const witness = new StripWitness()
  witness.judge({ at: 97_500, face: AMBER, differences: WRONG, ...READ })
  expect(witness.judge({ at: 101_000, face: GREEN, differences: WRONG, ...READ })).toEqual([])
})

test('green is a lie when its proof is too old, and when there was none', () => {
  const witness = new StripWitness()
  const late = { at: 160_000, face: GREEN, differences: NOTHING, ...READ }
  expect(witness.judge(late)).toEqual(['green by a proof of 60000 ms ago'])
  const never = { at: 101_000, face: GREEN, differences: NOTHING, ...READ, proofs: [] }
  expect(witness.judge(never)[0]).toContain('never was')
  expect(witness.judge({ ...never, isRead: false })).toEqual([])
})
