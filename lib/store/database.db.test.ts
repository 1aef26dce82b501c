import { afterAll, expect, test } from 'vitest'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { tripsTo } from '#test/builders/trips-to.ts'
import { testDatabase } from '#test/database.ts'
import { silentLog } from '#test/silent-log.ts'
import { openDatabase } from './database.ts'

const clone = await testDatabase()
const database = openDatabase({
  url: clone.appUrl,
  applicationName: 'database-test',
  connectionsMax: 8,
  clock: systemClock,
  dice: systemDice,
  log: silentLog,
})
afterAll(async () => {
  await database.close()
  await clone[Symbol.asyncDispose]()
})

const organizationId = systemDice.uuid()
const scoped = database.scoped({ organizationId, clientId: null })
await clone.ownerPool.query('CREATE TABLE purse (account uuid, organization uuid, amount int)')
await clone.ownerPool.query('GRANT ALL ON purse TO truebook_app')

test('each kind of transaction runs at the isolation that it promises', async () => {
  const isolation = { text: "SELECT current_setting('transaction_isolation') AS level" }
  const levelIn = async (run: typeof scoped.read) =>
    (await run((tx) => tx.query<{ level: string }>(isolation)))[0]?.level
  expect([
    await levelIn((work) => scoped.decide(systemDice.uuid(), work)),
    await levelIn(scoped.write),
    await levelIn(scoped.read),
  ]).toEqual(['serializable', 'read committed', 'repeatable read'])
})

test('concurrent decisions on one account never spend the same money twice', async () => {
  const account = systemDice.uuid()
  await clone.ownerPool.query('INSERT INTO purse VALUES ($1, $2, 100)', [account, organizationId])
  const spend = () =>
    scoped.decide(account, async (tx) => {
      const [purse] = await tx.query<{ amount: number }>({
        text: 'SELECT amount FROM purse WHERE account = $1',
        values: [account],
      })
      if (purse === undefined || purse.amount < 10) return 'denied'
      await tx.query({
        text: 'UPDATE purse SET amount = $2 WHERE account = $1',
        values: [account, purse.amount - 10],
      })
      return 'spent'
    })
  const outcomes = await Promise.all(Array.from({ length: 30 }, spend))
  expect(outcomes.filter((outcome) => outcome === 'spent')).toHaveLength(10)
})

test('the scope ends with its transaction, also when the work fails', async () => {
  await expect(scoped.write(() => Promise.reject(new Error('planned')))).rejects.toThrow('planned')
  const setting = {
    text: "SELECT coalesce(current_setting('truebook.organization_id', true), '') AS scope",
  }
  for (let connection = 0; connection < 8; connection++) {
    expect(await database.unscoped((tx) => tx.query(setting))).toEqual([{ scope: '' }])
  }
})

test('a read cannot write', async () => {
  await expect(scoped.read((tx) => tx.query({ text: 'DELETE FROM purse' }))).rejects.toMatchObject({
    code: '25006',
  })
})

test('a scope that is no UUID never reaches the database', async () => {
  const forged = database.scoped({ organizationId: "x'; DROP TABLE purse; --", clientId: null })
  await expect(forged.read(async () => 'reached')).rejects.toThrow('expected a UUID')
})

test('what is sent without waiting commits whole, or fails with its own reason and leaves nothing', async () => {
  const account = systemDice.uuid()
  const add = (amount: string) => ({
    name: 'add-to-purse',
    text: 'INSERT INTO purse VALUES ($1, $2, $3)',
    values: [account, organizationId, amount],
  })
  const total = {
    text: `SELECT coalesce(sum(amount), 0)::int AS amount FROM purse WHERE account = '${account}'`,
  }
  const sum = async () =>
    (await scoped.read((tx) => tx.query<{ amount: number }>(total)))[0]?.amount
  await scoped.change(account, async (tx) => {
    tx.send(add('1'))
    tx.send(add('2'))
  })
  expect(await sum()).toBe(3)
  const atCommit = scoped.change(account, async (tx) => {
    tx.send(add('4'))
    tx.send(add('a number'))
  })
  await expect(atCommit).rejects.toMatchObject({ code: '22P02' })
  const atNextQuery = scoped.decide(account, async (tx) => {
    tx.send(add('a number'))
    await tx.query(total)
  })
  await expect(atNextQuery).rejects.toMatchObject({ code: '22P02' })
  expect(await sum()).toBe(3)
})

test('a decision that is beaten when what it sent arrives is tried again', async () => {
  const account = systemDice.uuid()
  await clone.ownerPool.query('INSERT INTO purse VALUES ($1, $2, 0)', [account, organizationId])
  let attempts = 0
  await scoped.decide(account, async (tx) => {
    attempts += 1
    await tx.query({ text: 'SELECT amount FROM purse WHERE account = $1', values: [account] })
    if (attempts === 1) {
      await clone.ownerPool.query('UPDATE purse SET amount = 5 WHERE account = $1', [account])
    }
    tx.send({ text: 'UPDATE purse SET amount = amount + 1 WHERE account = $1', values: [account] })
  })
  const { rows } = await clone.ownerPool.query('SELECT amount FROM purse WHERE account = $1', [
    account,
  ])
  expect({ attempts, rows }).toEqual({ attempts: 2, rows: [{ amount: 6 }] })
})

test('a read begins with its first statement: it waits twice for the database', async () => {
  const trips = await tripsTo(database, () =>
    scoped.read((tx) => tx.query({ text: 'SELECT count(*) FROM purse' })),
  )
  expect(trips).toBe(2)
})
