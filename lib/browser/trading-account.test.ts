import { expect, test } from 'vitest'
import type { AccountView } from '#api/codecs/client.ts'
import { venueIdOf } from '#core/market/instrument.ts'
import { FIRM_SCOPE } from './scope.ts'
import { accountOfChoice, accountsForTicket } from './trading-account.ts'

const SIM = venueIdOf('sim')

function account(id: string, shown: Partial<AccountView> = {}): AccountView {
  return { id, clientId: 'lynk', venueId: SIM, status: 'CONNECTED', ...shown } as AccountView
}

test('only connected accounts at the venue and in the scope can trade', () => {
  const accounts = [
    account('a'),
    account('b', { clientId: 'other' }),
    account('c', { status: 'READ_ONLY' }),
    account('d', { venueId: venueIdOf('kraken') }),
  ]
  const ids = (scope = FIRM_SCOPE) => accountsForTicket(accounts, SIM, scope).map(({ id }) => id)
  expect(ids()).toEqual(['a', 'b'])
  expect(ids({ clientId: 'lynk', accountId: null })).toEqual(['a'])
})

test('whose money it is is never guessed', () => {
  const [a, b] = [account('a'), account('b')]
  expect(accountOfChoice([a, b], null)).toBeNull()
  expect(accountOfChoice([a], null)).toBe(a)
  expect(accountOfChoice([a, b], 'b')).toBe(b)
  expect(accountOfChoice([a], 'gone')).toBe(a)
})
