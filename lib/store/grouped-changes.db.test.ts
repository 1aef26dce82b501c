import { expect, test } from 'vitest'
import { createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { changeInGroup, loneChange } from './grouped-changes.ts'
import type { Tx } from './transaction.ts'

const { database } = await openTestDatabase()
const firm = await createFirm(database)
const { accountId } = await createClientWithAccount(firm)

function rename(name: string) {
  return async (tx: Tx) => {
    await tx.query({
      text: 'UPDATE account SET name = name || $2 WHERE id = $1',
      values: [accountId, name],
    })
    if (name === 'bad') throw new Error('planned')
    const [row] = await tx.query<{ xid: string }>({
      text: 'SELECT pg_current_xact_id()::text AS xid',
    })
    return row?.xid
  }
}

async function nameNow() {
  const [row] = await firm.db.read((tx) =>
    tx.query<{ name: string }>({
      text: 'SELECT name FROM account WHERE id = $1',
      values: [accountId],
    }),
  )
  return row?.name
}

test('what waits for the same account commits together, in the order of arrival', async () => {
  const xids = await Promise.all(
    ['a', 'b', 'c', 'd'].map((name) => changeInGroup(firm.db, accountId, loneChange(rename(name)))),
  )
  expect(new Set(xids).size).toBe(1)
  expect(await nameNow()).toBe('Accountabcd')
})

test('a change that fails undoes itself alone', async () => {
  const outcomes = await Promise.allSettled(
    ['e', 'f', 'bad', 'g'].map((name) =>
      changeInGroup(firm.db, accountId, loneChange(rename(name))),
    ),
  )
  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  expect(await nameNow()).toBe('Accountabcdefg')
})

test('jobs of one kind are done in one go, in the transaction of the others that wait', async () => {
  const goes: string[][] = []
  const xidOf = async (tx: Tx) => {
    const [row] = await tx.query<{ xid: string }>({
      text: 'SELECT pg_current_xact_id()::text AS xid',
    })
    return row?.xid
  }
  const news = (job: string) =>
    changeInGroup(firm.db, accountId, {
      kind: 'news',
      job,
      work: async (tx, jobs: readonly string[]) => {
        goes.push([...jobs])
        const xid = await xidOf(tx)
        return jobs.map((each) => `${each} in ${xid}`)
      },
    })
  const [first, claimed, second] = await Promise.all([
    news('first'),
    changeInGroup(firm.db, accountId, loneChange(xidOf)),
    news('second'),
  ])
  expect(goes).toEqual([['first', 'second']])
  expect([first, second]).toEqual([`first in ${claimed}`, `second in ${claimed}`])
})
