import { beforeAll, expect, test } from 'vitest'
import { type Explained, explain } from '#test/builders/explain.ts'
import { createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { loadHistory } from '#test/builders/load-history.ts'
import { createInstrument } from '#test/builders/market.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { insertPosition } from '#test/builders/position.ts'
import { at } from '#test/builders.ts'
import { TRANSACTIONS_PER_SNAPSHOT } from './ledger-snapshots.ts'
import { readBalancesAt } from './read-balances-at.ts'
import { readFillsAround } from './read-fills-around.ts'
import { readPositionHistory } from './read-position-history.ts'
import { readPositionRuns } from './read-positions-at.ts'
import type { Tx } from './transaction.ts'

const FILLS = 1_000_000
const TRANSACTIONS = 60_000
const FILLS_PER_SNAPSHOT = 100
const LOAD_MS_MAX = 180_000
/** 8 kB each: a moment is found in its neighbourhood, however much happened before and after it. */
const BLOCKS_MAX = 3_000

const { clone, database } = await openTestDatabase()
const firm = await createFirm(database)
const account = await createClientWithAccount(firm)
const instrumentId = await createInstrument(database)
const newestAt = at(Date.UTC(2026, 10, 20))
/** Far from both ends: there is a fill every second, and a ledger transaction every three. */
const moment = at(newestAt - 50_000 * 1_000 + 350)

beforeAll(async () => {
  await loadHistory(clone, {
    accounts: [account],
    instrumentIds: [instrumentId],
    count: FILLS,
    newestAt,
  })
  await insertPosition(firm, account, { instrumentId, quantity: '0', cost: '0' })
  await loadSnapshots()
  await loadLedger()
}, LOAD_MS_MAX)

const owner = () => [account.organizationId, account.clientId, account.accountId, account.bookId]

/** As the order path writes them: one for every hundred fills, of the moment of the last. */
async function loadSnapshots() {
  await clone.ownerPool.query('ALTER TABLE position_snapshot NO FORCE ROW LEVEL SECURITY')
  await clone.ownerPool.query(
    `INSERT INTO position_snapshot (organization_id, client_id, account_id, book_id, instrument_id, fill_count,
        last_fill_at, last_trade_id, position)
      SELECT $1, $2, $3, $4::uuid, $5::text, n, s.at, 't' || n, jsonb_build_object('book_id', $4::uuid::text,
        'instrument_id', $5::text, 'quantity', '0', 'cost', '0', 'realized_pnl', '0', 'fees_quote', '0',
        'fees_other', '{}'::jsonb, 'cycle', 1, 'fill_count', n, 'opened_at', NULL, 'last_fill_at', s.at,
        'last_trade_id', 't' || n, 'updated_at', s.at)
      FROM generate_series($6::int, $7::int, $6::int) n
      CROSS JOIN LATERAL (SELECT to_timestamp($8::float8 / 1000) - make_interval(secs => $7 - n) AS at) s`,
    [...owner(), instrumentId, FILLS_PER_SNAPSHOT, FILLS, newestAt],
  )
  await clone.ownerPool.query('VACUUM (ANALYZE) position_snapshot')
}

/** Deposits of one, three seconds apart, with the snapshots that reconciliations would have kept. */
async function loadLedger() {
  for (const table of ['ledger_transaction', 'posting', 'ledger_snapshot']) {
    await clone.ownerPool.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`)
    await clone.ownerPool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  }
  const values = [...owner(), TRANSACTIONS, newestAt]
  const made = `generate_series(1, $5::int) n CROSS JOIN LATERAL (
    SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id,
      to_timestamp($6::float8 / 1000) - make_interval(secs => 3 * ($5 - n)) AS at) t`
  await clone.ownerPool.query(
    `WITH wanted AS (SELECT $4::uuid)
      INSERT INTO ledger_transaction (id, organization_id, client_id, account_id, kind, reference, effective_at, created_at)
      SELECT t.id, $1, $2, $3, CASE WHEN n % 2 = 0 THEN 'fill' ELSE 'hold' END, n::text, t.at, t.at FROM ${made}`,
    values,
  )
  await clone.ownerPool.query(
    `INSERT INTO posting (transaction_id, line, organization_id, client_id, account_id, book_id, asset, kind, amount)
      SELECT t.id, line, $1, $2, $3, $4, 'USDT', CASE WHEN line = 0 THEN 'available' ELSE 'transferIn' END,
        CASE WHEN line = 0 THEN 1 ELSE -1 END FROM ${made} CROSS JOIN generate_series(0, 1) line`,
    values,
  )
  await clone.ownerPool.query(
    `INSERT INTO ledger_snapshot (account_id, taken_at, book_id, asset, kind, organization_id, client_id, amount)
      SELECT $3, t.at, $4, 'USDT', 'available', $1, $2, n FROM ${made} WHERE n % ${TRANSACTIONS_PER_SNAPSHOT} = 0`,
    values,
  )
  for (const table of ['ledger_transaction', 'posting', 'ledger_snapshot']) {
    await clone.ownerPool.query(`VACUUM (ANALYZE) ${table}`)
  }
}

const whose = { accountId: account.accountId, at: moment }
const ofPosition = { bookId: account.bookId, instrumentId }
const READS: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
  'positions at a moment': (tx) => readPositionRuns(tx, whose),
  'balances at a moment': (tx) => readBalancesAt(tx, whose),
  'the newest page of a position’s receipt': (tx) =>
    readPositionHistory(tx, { ...ofPosition, at: null, upTo: null, count: 50 }),
  'the page of a receipt at a moment': (tx) =>
    readPositionHistory(tx, { ...ofPosition, at: moment, upTo: null, count: 50 }),
  'a page far back in a receipt': (tx) =>
    readPositionHistory(tx, { ...ofPosition, at: moment, upTo: 123_456, count: 50 }),
  'the fills around a moment': (tx) => readFillsAround(tx, whose),
}

test.each(Object.entries(READS))(
  'among a million fills: %s costs its neighbourhood',
  async (_name, read) => {
    const plans = await explain(firm.db, read)
    expect(plans.flatMap(scansOf)).toEqual([])
    for (const { name, blocks } of plans) expect([name, blocks < BLOCKS_MAX]).toEqual([name, true])
  },
)

test('a balance at a moment is the sum of everything until then', async () => {
  const [holding] = await firm.db.read((tx) => readBalancesAt(tx, whose))
  const until = Math.floor((moment - (newestAt - 3_000 * (TRANSACTIONS - 1))) / 3_000) + 1
  expect(holding?.total).toBe(BigInt(until) * 10n ** 18n)
})

function scansOf({ nodes }: Explained) {
  return nodes.filter(
    (node) =>
      node['Node Type'] === 'Seq Scan' &&
      ['fill', 'posting', 'ledger_transaction'].includes(node['Relation Name'] ?? ''),
  )
}
