import { expect, test } from 'vitest'
import { systemDice } from '#runtime/system-dice.ts'
import type { NewTransfer } from '#store/transfers.ts'
import { insertTransfers } from '#store/transfers.ts'
import { createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { a, at, USDT } from '#test/builders.ts'
import { listTransfers } from './list-transfers.ts'

const { database } = await openTestDatabase()
const firm = await createFirm(database)
const ours = await createClientWithAccount(firm, 'Ours')
const theirs = await createClientWithAccount(firm, 'Theirs')
const now = Date.UTC(2026, 10, 20)

function aTransfer(bookId: string, minute: number): NewTransfer {
  return {
    id: systemDice.uuid(),
    bookId,
    kind: minute % 2 === 0 ? 'deposit' : 'withdrawal',
    venueTransferId: `venue ${minute}`,
    asset: USDT,
    amount: a(minute % 2 === 0 ? '100.25' : '-40'),
    feeAmount: a('0.5'),
    costBasis: minute === 0 ? null : a('100.25'),
    venueAt: at(now + minute * 60_000),
    message: {},
  }
}

for (const account of [ours, theirs]) {
  const transfers = [0, 1, 2].map((minute) => aTransfer(account.bookId, minute))
  await firm.db.write((tx) => insertTransfers(tx, { account, transfers, at: at(now) }))
}

test('transfers come newest first, whole, and page after page without a gap', async () => {
  const whose = { accountId: ours.accountId }
  const first = await listTransfers(firm, { ...whose, after: null, limit: 2 })
  expect(first.items.map(({ venueTransferId }) => venueTransferId)).toEqual(['venue 2', 'venue 1'])
  const rest = await listTransfers(firm, { ...whose, after: first.next, limit: 2 })
  expect(rest).toMatchObject({
    items: [{ kind: 'deposit', amount: a('100.25'), feeAmount: a('0.5'), costBasis: null }],
    next: null,
  })
})

test('a client’s transfers are that client’s alone', async () => {
  const { items } = await listTransfers(firm, {
    clientId: theirs.clientId,
    after: null,
    limit: 50,
  })
  expect(new Set(items.map(({ accountId }) => accountId))).toEqual(new Set([theirs.accountId]))
  const bound = database.scoped({
    organizationId: firm.organizationId,
    clientId: theirs.clientId,
  })
  const seen = await listTransfers({ db: bound }, { after: null, limit: 50 })
  expect(seen.items).toHaveLength(3)
})
