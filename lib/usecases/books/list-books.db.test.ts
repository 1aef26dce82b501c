import { expect, test } from 'vitest'
import { BOOKS_PROOF_AGE_MS_MAX } from '#core/ledger/books-state.ts'
import { createAccount, createClient, createFirm } from '#test/builders/firm.ts'
import { clockAt, openTestDatabase } from '#test/builders/open-test-database.ts'
import { insertBreak, insertReconciliation } from '#test/builders/proof.ts'
import { at } from '#test/builders.ts'
import { listBooks } from './list-books.ts'
import { listBreaks } from './list-breaks.ts'
import { listReconciliations } from './list-reconciliations.ts'

const { database } = await openTestDatabase()
const firm = await createFirm(database)
const clientId = await createClient(firm, 'Lynk')
const now = at(Date.UTC(2026, 10, 20))
const ctx = { db: firm.db, clock: clockAt(now) }

const accountNamed = (name: string) => createAccount(firm, { clientId, name })
async function booksOf({ accountId }: { accountId: string }) {
  const { items } = await listBooks(ctx, { accountId })
  return items[0]
}

test('books that were never compared are unknown', async () => {
  const account = await accountNamed('new')
  expect(await booksOf(account)).toMatchObject({
    accountName: 'new',
    clientName: 'Lynk',
    state: 'UNKNOWN',
    lastProvenAt: null,
    lastReadAt: null,
  })
})

test('a fresh proof proves; a run that could not read the venue neither proves nor breaks', async () => {
  const account = await accountNamed('proven')
  await insertReconciliation(firm, account, { outcome: 'PROVEN', finishedAt: at(now - 15_000) })
  await insertReconciliation(firm, account, { outcome: 'FAILED', finishedAt: at(now - 1_000) })
  expect(await booksOf(account)).toMatchObject({
    state: 'PROVEN',
    lastProvenAt: now - 15_000,
    lastReadAt: now - 15_000,
  })
})

test('when the venue cannot be read for longer than a proof counts, books are stale', async () => {
  const account = await accountNamed('stale')
  const finishedAt = at(now - BOOKS_PROOF_AGE_MS_MAX.simulated - 1)
  await insertReconciliation(firm, account, { outcome: 'PROVEN', finishedAt })
  await insertReconciliation(firm, account, { outcome: 'FAILED', finishedAt: now })
  expect(await booksOf(account)).toMatchObject({ state: 'STALE', lastProvenAt: finishedAt })
})

test('a break stands against an account with its cause until it ends', async () => {
  const account = await accountNamed('broken')
  await insertReconciliation(firm, account, { outcome: 'PROVEN', finishedAt: at(now - 30_000) })
  await insertReconciliation(firm, account, { outcome: 'BROKEN', finishedAt: now })
  await insertBreak(firm, account, { state: 'RESOLVED', asset: 'ETH', firstSeenAt: now })
  await insertBreak(firm, account, { state: 'SUSPECT', asset: 'USDT', firstSeenAt: now })
  await insertBreak(firm, account, {
    state: 'OPEN',
    asset: 'BTC',
    cause: 'DEPOSIT',
    firstSeenAt: at(now - 5),
  })
  expect(await booksOf(account)).toMatchObject({
    state: 'OPEN',
    lastProvenAt: now - 30_000,
    lastReadAt: now,
    breaks: [
      { asset: 'BTC', cause: 'DEPOSIT', state: 'OPEN' },
      { asset: 'USDT', state: 'SUSPECT' },
    ],
  })
  const listed = await listBreaks(ctx, { accountId: account.accountId, after: null, limit: 10 })
  expect(listed.items.map(({ state }) => state).sort()).toEqual(['OPEN', 'RESOLVED', 'SUSPECT'])
  const open = await listBreaks(ctx, { state: 'OPEN', after: null, limit: 10 })
  expect(open.items.map(({ asset }) => asset)).toEqual(['BTC'])
})

test('runs are listed newest first from the moment asked for', async () => {
  const account = await accountNamed('strip')
  for (const age of [40_000, 25_000, 10_000]) {
    await insertReconciliation(firm, account, { outcome: 'PROVEN', finishedAt: at(now - age) })
  }
  const { items, next } = await listReconciliations(ctx, {
    accountId: account.accountId,
    from: at(now - 25_000),
    after: null,
    limit: 10,
  })
  expect(items.map(({ finishedAt }) => now - finishedAt)).toEqual([10_000, 25_000])
  expect(next).toBeNull()
})
