import { expect, test } from 'vitest'
import { at } from '#test/builders.ts'
import { BOOKS_PROOF_AGE_MS_MAX, type BooksReading, booksStateOf } from './books-state.ts'

const now = at(1_000_000)
const simulated = { rhythm: 'simulated', now } as const
const ageMax = BOOKS_PROOF_AGE_MS_MAX.simulated
const proven = (ageMs: number): BooksReading => ({ outcome: 'PROVEN', finishedAt: at(now - ageMs) })

test('a proof counts until its age limit and not a millisecond longer', () => {
  const stateAt = (ageMs: number) =>
    booksStateOf({ ...simulated, latest: proven(ageMs), breaks: [] })
  expect([0, ageMax, ageMax + 1].map(stateAt)).toEqual(['PROVEN', 'PROVEN', 'STALE'])
})

test('books that were never compared are unknown', () => {
  expect(booksStateOf({ ...simulated, latest: null, breaks: [] })).toBe('UNKNOWN')
})

test.each([
  ['SUSPECT', ['SUSPECT']],
  ['OPEN', ['SUSPECT', 'OPEN']],
  ['UNRESOLVED', ['OPEN', 'UNRESOLVED', 'SUSPECT']],
] as const)('the worst break decides: %s', (state, breaks) => {
  expect(booksStateOf({ ...simulated, latest: proven(0), breaks })).toBe(state)
})

test('a disagreement stays red when the venue cannot be read any more', () => {
  const old = proven(ageMax * 10)
  expect(booksStateOf({ ...simulated, latest: old, breaks: ['OPEN'] })).toBe('OPEN')
})

test.each([
  ['SUSPECT', 'SUSPECT'],
  ['BROKEN', 'OPEN'],
] as const)('a comparison that ended %s is never shown as proven', (outcome, state) => {
  expect(booksStateOf({ ...simulated, latest: { outcome, finishedAt: now }, breaks: [] })).toBe(
    state,
  )
})

test('a real venue is asked less often, so that its proof counts for longer', () => {
  const latest = proven(BOOKS_PROOF_AGE_MS_MAX.real)
  expect(booksStateOf({ latest, breaks: [], rhythm: 'real', now })).toBe('PROVEN')
  expect(booksStateOf({ ...simulated, latest, breaks: [] })).toBe('STALE')
})
