import { expect, test } from 'vitest'
import type { BooksView } from '#api/codecs/proof.ts'
import type { BooksState } from '#core/ledger/books-state.ts'
import { at } from '#test/builders.ts'
import { summarizeBooks } from './books-summary.ts'

function books(state: BooksState, lastProvenAt: number | null) {
  return { state, lastProvenAt: lastProvenAt === null ? null : at(lastProvenAt), breaks: [] }
}

function summary(...each: ReturnType<typeof books>[]) {
  return summarizeBooks(each as unknown as readonly BooksView[])
}

test('the books of several accounts are proven only while every one is, since the oldest proof', () => {
  expect(summary(books('PROVEN', 9), books('PROVEN', 5))).toMatchObject({
    state: 'PROVEN',
    lastProvenAt: 5,
  })
  expect(summary(books('PROVEN', 9), books('UNKNOWN', null))).toMatchObject({
    state: 'UNKNOWN',
    lastProvenAt: null,
  })
})

test('the worst account speaks for all', () => {
  expect(summary(books('STALE', 1), books('SUSPECT', 2)).state).toBe('SUSPECT')
  expect(summary(books('SUSPECT', 1), books('OPEN', 2)).state).toBe('OPEN')
})

test('without accounts nothing is proven', () => {
  expect(summary().state).toBe('UNKNOWN')
})
