import { expect, test } from 'vitest'
import { at } from '#test/builders.ts'
import { BOOKS_PROOF_AGE_MS_MAX, type BooksReading, booksStateOf } from './books-state.ts'

const now = at(1_000_000)
const proven = (ageMs: number): BooksReading => ({ outcome: 'PROVEN', finishedAt: at(now - ageMs) })

test('a proof counts until its age limit and not a millisecond longer', () => {
  const stateAt = (ageMs: number) => booksStateOf({ latest: proven(ageMs), breaks: [], now })
  expect([0, BOOKS_PROOF_AGE_MS_MAX, BOOKS_PROOF_AGE_MS_MAX + 1].map(stateAt)).toEqual([
    'PROVEN',
    'PROVEN',
    'STALE',
  ])
})

test('books that were never compared are unknown', () => {
  expect(booksStateOf({ latest: null, breaks: [], now })).toBe('UNKNOWN')
})

test.each([
  ['SUSPECT', ['SUSPECT']],
  ['OPEN', ['SUSPECT', 'OPEN']],
  ['UNRESOLVED', ['OPEN', 'UNRESOLVED', 'SUSPECT']],
] as const)('the worst break decides: %s', (state, breaks) => {
  expect(booksStateOf({ latest: proven(0), breaks, now })).toBe(state)
})

test('a disagreement stays red when the venue cannot be read any more', () => {
  const old = proven(BOOKS_PROOF_AGE_MS_MAX * 10)
  expect(booksStateOf({ latest: old, breaks: ['OPEN'], now })).toBe('OPEN')
})

test.each([
  ['SUSPECT', 'SUSPECT'],
  ['BROKEN', 'OPEN'],
] as const)('a comparison that ended %s is never shown as proven', (outcome, state) => {
  expect(booksStateOf({ latest: { outcome, finishedAt: now }, breaks: [], now })).toBe(state)
})
