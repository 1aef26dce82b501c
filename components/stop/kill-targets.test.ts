import { expect, test } from 'vitest'
import { heldAccounts } from '#browser/use-kill-runs.ts'
import { venueIdOf } from '#core/market/instrument.ts'
import { killTargets } from './kill-targets.ts'

const ACCOUNTS = [
  { id: 'a', venueId: venueIdOf('sim'), books: [{ id: 'b', kind: 'MANUAL', name: 'Manual' }] },
  { id: 'c', venueId: venueIdOf('binance'), books: [] },
] as const

const keys = (clientId: string | null, accountId: string | null) =>
  killTargets({ clientId, accountId }, ACCOUNTS).map(({ key }) => key)

test('a firm is stopped whole or by venue, a client whole, an account whole or by book', () => {
  expect(keys(null, null)).toEqual(['firm', 'binance', 'sim'])
  expect(keys('k', null)).toEqual(['client'])
  expect(keys('k', 'a')).toEqual(['account', 'b'])
})

test('an account is held by a run that halts all of it, not by one of a book or one that only cancels', () => {
  const run = (kind: 'firm' | 'book', pauseEntries: boolean) =>
    ({ scope: { kind, id: 'x' }, pauseEntries, accounts: [{ accountId: 'a' }] }) as never
  expect(heldAccounts([run('book', true), run('firm', false)])).toEqual(new Set())
  expect(heldAccounts([run('firm', true)])).toEqual(new Set(['a']))
})
