import { expect, test } from 'vitest'
import type { Overview } from '#api/codecs/report.ts'
import { FIRM_SCOPE } from '#browser/scope.ts'
import { needsOf } from './needs.ts'

const CALM = { openBreaks: 0, inDoubtOrders: 0 }

function account(accountId: string, shown: object = {}) {
  return {
    accountId,
    name: accountId,
    status: 'CONNECTED',
    tradingState: 'ACTIVE',
    totals: CALM,
    ...shown,
  }
}

/** Only what the needs are made of. */
function overview(...accounts: readonly object[]): Overview {
  return { clients: [{ clientId: 'lynk', name: 'Lynk', accounts }] } as unknown as Overview
}

test('a firm in order needs nobody', () => {
  expect(needsOf(overview(account('a'), account('b')), FIRM_SCOPE)).toEqual([])
})

test('what must be acted on comes before what must be watched', () => {
  const needs = needsOf(
    overview(
      account('a', { tradingState: 'HALTED', totals: { openBreaks: 0, inDoubtOrders: 2 } }),
      account('b', { totals: { openBreaks: 1, inDoubtOrders: 0 } }),
    ),
    FIRM_SCOPE,
  )
  expect(needs.map(({ tone, text, where }) => `${tone}: ${text} at ${where}`)).toEqual([
    'stop: 1 open break at Lynk / b',
    'attention: 2 orders in doubt at Lynk / a',
    'attention: Trading is HALTED at Lynk / a',
  ])
})

test('a scope hears of its own accounts only', () => {
  const both = overview(account('a', { status: 'REFUSED' }), account('b', { status: 'REFUSED' }))
  const needs = needsOf(both, { clientId: 'lynk', accountId: 'b' })
  expect(needs.map(({ where }) => where)).toEqual(['Lynk / b'])
})
