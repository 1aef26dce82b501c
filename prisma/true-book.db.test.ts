import type pg from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'

const database = await testDatabase()
afterAll(() => database[Symbol.asyncDispose]())

const NORTH = '00000000-0000-7000-8000-000000000001'
const SOUTH = '00000000-0000-7000-8000-000000000002'
const uuid = (n: number) => `00000000-0000-7000-9000-${String(n).padStart(12, '0')}`

/** Runs as web, runner and gateway do: the app role, one organization, perhaps one client. */
async function as<T>(
  scope: { organization?: string; client?: string },
  work: (tx: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const tx = await database.appPool.connect()
  try {
    await tx.query('BEGIN')
    await tx.query(
      "SELECT set_config('truebook.organization_id', $1, true), set_config('truebook.client_id', $2, true)",
      [scope.organization ?? '', scope.client ?? ''],
    )
    const result = await work(tx)
    await tx.query('COMMIT')
    return result
  } catch (error) {
    await tx.query('ROLLBACK')
    throw error
  } finally {
    tx.release()
  }
}

let next = 0
let lynk = ''
let otter = ''
let account = ''
let book = ''

beforeEach(async () => {
  await database.ownerPool.query(
    `INSERT INTO venue (id, name, kind, certification) VALUES ('sim', 'Simulated', 'simulated', 'LIVE_READY') ON CONFLICT DO NOTHING`,
  )
  next += 10
  lynk = uuid(next)
  otter = uuid(next + 1)
  account = uuid(next + 2)
  book = uuid(next + 3)
  await as({ organization: NORTH }, async (tx) => {
    await tx.query('INSERT INTO organization VALUES ($1, $2, now()) ON CONFLICT DO NOTHING', [
      NORTH,
      'North',
    ])
    for (const [id, name] of [
      [lynk, `Lynk ${next}`],
      [otter, `Otter ${next}`],
    ]) {
      await tx.query(
        `INSERT INTO client (id, organization_id, name, status, stripe, created_at) VALUES ($1, $2, $3, 'ACTIVE', 0, now())`,
        [id, NORTH, name],
      )
    }
    await tx.query(
      `INSERT INTO account (id, organization_id, client_id, venue_id, name, mode, status, trading_state, created_at)
       VALUES ($1, $2, $3, 'sim', 'Paper', 'paper', 'CONNECTED', 'ACTIVE', now())`,
      [account, NORTH, lynk],
    )
    await tx.query(
      `INSERT INTO book (id, organization_id, client_id, account_id, kind, name, created_at)
       VALUES ($1, $2, $3, $4, 'MANUAL', 'Manual', now())`,
      [book, NORTH, lynk, account],
    )
  })
})

async function postTransaction(
  tx: pg.PoolClient,
  id: string,
  amounts: readonly string[],
  kind = 'available',
) {
  await tx.query(
    `INSERT INTO ledger_transaction (id, organization_id, client_id, account_id, kind, reference, effective_at, created_at)
     VALUES ($1, $2, $3, $4, 'adjustment', $5, now(), now())`,
    [id, NORTH, lynk, account, id],
  )
  for (const [line, amount] of amounts.entries()) {
    await tx.query(`INSERT INTO posting VALUES ($1, $2, $3, $4, $5, $6, 'USDT', $7, $8)`, [
      id,
      line,
      NORTH,
      lynk,
      account,
      book,
      line === 0 ? kind : 'adjustment',
      amount,
    ])
  }
}

test('an unbalanced ledger transaction cannot be committed', async () => {
  await expect(
    as({ organization: NORTH }, (tx) =>
      postTransaction(tx, uuid(next + 4), ['5', '-4.999999999999999999']),
    ),
  ).rejects.toMatchObject({ code: '23514', constraint: 'posting_balanced' })
})

test('a late unbalanced posting cannot join a committed ledger transaction', async () => {
  await as({ organization: NORTH }, (tx) => postTransaction(tx, uuid(next + 4), ['5', '-5']))
  await expect(
    as({ organization: NORTH }, (tx) =>
      tx.query(`INSERT INTO posting VALUES ($1, 7, $2, $3, $4, $5, 'USDT', 'available', 1)`, [
        uuid(next + 4),
        NORTH,
        lynk,
        account,
        book,
      ]),
    ),
  ).rejects.toMatchObject({ constraint: 'posting_balanced' })
})

test('running balances follow postings exactly, and a hold can be released but never below zero', async () => {
  await as({ organization: NORTH }, (tx) =>
    postTransaction(tx, uuid(next + 4), ['5', '-5'], 'held'),
  )
  await as({ organization: NORTH }, (tx) =>
    postTransaction(tx, uuid(next + 5), ['-3', '3'], 'held'),
  )
  const { rows } = await as({ organization: NORTH }, (tx) =>
    tx.query('SELECT kind, amount::text FROM ledger_balance WHERE book_id = $1 ORDER BY kind', [
      book,
    ]),
  )
  expect(rows).toEqual([
    { kind: 'adjustment', amount: '-2.000000000000000000' },
    { kind: 'held', amount: '2.000000000000000000' },
  ])
  await expect(
    as({ organization: NORTH }, (tx) => postTransaction(tx, uuid(next + 6), ['-3', '3'], 'held')),
  ).rejects.toMatchObject({ constraint: 'ledger_balance_held_positive' })
})

test('history cannot be changed or removed, and balances cannot be written past the postings', async () => {
  for (const statement of [
    'UPDATE posting SET amount = 0',
    'DELETE FROM posting',
    'UPDATE fill SET price = 1',
    'DELETE FROM audit_event',
    'UPDATE account_event SET type = $$x$$',
    'UPDATE ledger_balance SET amount = 1',
    'TRUNCATE ledger_transaction',
  ]) {
    await expect(
      as({ organization: NORTH }, (tx) => tx.query(statement)),
      statement,
    ).rejects.toMatchObject({ code: '42501' })
  }
})

test('without an organization nothing is visible, and another organization sees nothing', async () => {
  const count = (scope: { organization?: string; client?: string }) =>
    as(
      scope,
      async (tx) => (await tx.query('SELECT id FROM account WHERE id = $1', [account])).rowCount,
    )
  expect(await count({})).toBe(0)
  expect(await count({ organization: SOUTH })).toBe(0)
  expect(await count({ organization: NORTH })).toBe(1)
})

test('a person bound to one client sees that client alone', async () => {
  const seen = (client: string) =>
    as({ organization: NORTH, client }, async (tx) => ({
      accounts: (await tx.query('SELECT 1 FROM account WHERE id = $1', [account])).rowCount,
      clients: (await tx.query('SELECT id FROM client')).rows.map((row) => row.id),
      audits: (await tx.query('SELECT 1 FROM audit_event')).rowCount,
    }))
  expect(await seen(lynk)).toEqual({ accounts: 1, clients: [lynk], audits: 0 })
  expect(await seen(otter)).toEqual({ accounts: 0, clients: [otter], audits: 0 })
})

test('a row cannot be written into another organization', async () => {
  await expect(
    as({ organization: SOUTH }, (tx) =>
      tx.query(
        `INSERT INTO client (id, organization_id, name, status, stripe, created_at) VALUES ($1, $2, 'x', 'ACTIVE', 0, now())`,
        [uuid(next + 7), NORTH],
      ),
    ),
  ).rejects.toMatchObject({ code: '42501' })
})

test('a row that names another client than its account cannot be written', async () => {
  await expect(
    as({ organization: NORTH }, (tx) =>
      tx.query(
        `INSERT INTO book (id, organization_id, client_id, account_id, kind, name, created_at)
         VALUES ($1, $2, $3, $4, 'BOT', 'grid', now())`,
        [uuid(next + 7), NORTH, otter, account],
      ),
    ),
  ).rejects.toMatchObject({ code: '23503' })
})

test('NaN and infinities are refused in every numeric column', async () => {
  const { rows } = await database.ownerPool.query(
    `SELECT c.table_name, c.column_name FROM information_schema.columns c
      WHERE c.table_schema = 'public' AND c.data_type = 'numeric' AND NOT EXISTS (
        SELECT 1 FROM information_schema.check_constraints k
         WHERE k.constraint_name = c.table_name || '_' || c.column_name || '_finite')`,
  )
  expect(rows).toEqual([])
  await expect(
    as({ organization: NORTH }, (tx) => postTransaction(tx, uuid(next + 8), ['NaN', 'NaN'])),
  ).rejects.toMatchObject({ code: '23514' })
})

test('every table with an organization has forced row level security', async () => {
  const { rows } = await database.ownerPool.query(
    `SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organization_id'
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
        AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
  )
  expect(rows).toEqual([])
})

test('look-ups before sign-in answer with ids alone, and nobody else may call them', async () => {
  const { rows } = await database.appPool.query(
    'SELECT * FROM tb_accounts_to_run() WHERE account_id = $1',
    [account],
  )
  expect(rows).toEqual([
    { organization_id: NORTH, client_id: lynk, account_id: account, venue_id: 'sim' },
  ])
  const { rows: callers } = await database.ownerPool.query(
    `SELECT has_function_privilege('truebook_readonly', 'tb_accounts_to_run()', 'execute') AS readonly`,
  )
  expect(callers).toEqual([{ readonly: false }])
})
