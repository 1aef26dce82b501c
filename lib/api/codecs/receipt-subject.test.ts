import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { assetIdOf } from '#core/market/instrument.ts'
import { anInstrument } from '#test/builders.ts'
import {
  BALANCE_FIGURES,
  ORDER_FIGURES,
  OVERVIEW_FIGURES,
  POSITION_FIGURES,
  receiptSubject,
} from './receipt-subject.ts'

const id = fc.uuid({ version: 7 })
const instrumentId = fc.constant(anInstrument().id)
const asset = fc.constantFrom('BTC', 'USDT', 'ETH').map(assetIdOf)
const scope = fc.oneof(
  fc.constant({ level: 'firm' as const }),
  fc.record({ level: fc.constant('client' as const), clientId: id }),
  fc.record({ level: fc.constant('account' as const), accountId: id }),
)
const subject = fc.oneof(
  fc.record({ kind: fc.constantFrom(...POSITION_FIGURES), bookId: id, instrumentId }),
  fc.record({ kind: fc.constantFrom(...BALANCE_FIGURES), accountId: id, asset }),
  fc.record({ kind: fc.constantFrom(...ORDER_FIGURES), orderId: id }),
  fc.record({ kind: fc.constantFrom(...OVERVIEW_FIGURES), scope }),
  fc.record({ kind: fc.constant('fill' as const), fillId: id }),
  fc.record({
    kind: fc.constant('statement.line' as const),
    transactionId: id,
    bookId: id,
    asset,
  }),
)

test('every subject survives the way through its text', () => {
  fc.assert(
    fc.property(subject, (one) => {
      expect(z.decode(receiptSubject, z.encode(receiptSubject, one))).toEqual(one)
    }),
  )
})

test.each([
  '',
  'position.quantity',
  'position.quantity~book_1~sim:BTC-USDT',
  'overview.equity~firm~more',
  'overview.cash~firm',
  'fill~ord_01kae3p3gze5qvq6r1vbf5w9tn',
])('%j is no subject', (text) => {
  expect(z.safeDecode(receiptSubject, text).success).toBe(false)
})
