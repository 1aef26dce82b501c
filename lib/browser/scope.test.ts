import { expect, test } from 'vitest'
import { FIRM_SCOPE, inScope, isInScope, scopeInput, scopeOfParams } from './scope.ts'

const CLIENT = '01932c07-209c-7000-8000-000000000001'
const ACCOUNT = '01932c07-209c-7000-8000-000000000002'
const scope = { clientId: CLIENT, accountId: ACCOUNT }

test('a scope survives the address it is written to, beside what else stands there', () => {
  const address = inScope('/desk/orders?state=closed', scope)
  const params = Object.fromEntries(new URL(address, 'http://localhost').searchParams)
  expect(params['state']).toBe('closed')
  expect(scopeOfParams(params)).toEqual(scope)
  expect(inScope(address, FIRM_SCOPE)).toBe('/desk/orders?state=closed')
})

test('what is no id is no scope', () => {
  expect(scopeOfParams({ client: 'acc_1', account: ['a', 'b'] })).toEqual(FIRM_SCOPE)
})

test('a list is asked for the narrowest scope', () => {
  expect(scopeInput(scope)).toEqual({ accountId: ACCOUNT })
  expect(scopeInput({ clientId: CLIENT, accountId: null })).toEqual({ clientId: CLIENT })
  expect(scopeInput(FIRM_SCOPE)).toEqual({})
})

test('an account belongs to its own scope, its client’s and the firm’s', () => {
  const owner = { clientId: CLIENT, accountId: ACCOUNT }
  expect(isInScope(FIRM_SCOPE, owner)).toBe(true)
  expect(isInScope({ clientId: CLIENT, accountId: null }, owner)).toBe(true)
  expect(isInScope({ clientId: ACCOUNT, accountId: null }, owner)).toBe(false)
  expect(isInScope({ clientId: null, accountId: CLIENT }, owner)).toBe(false)
})
