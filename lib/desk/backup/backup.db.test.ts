import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateX25519Identity } from 'age-encryption'
import pg from 'pg'
import { afterAll, expect, test, vi } from 'vitest'
import { openBackedUpDesk } from '#test/backed-up-desk.ts'
import { openOrderDesk } from '#test/order-desk.ts'
import { placeOrder } from '#usecases/orders/place-order.ts'
import { readBackupFacts } from './backup-facts.ts'
import { readLabel } from './backup-files.ts'
import { checkBooks } from './book-checks.ts'
import { markRecovering } from './mark-recovering.ts'
import { restoreBackup } from './restore-backup.ts'
import { takeBackup } from './take-backup.ts'
import { verifyBackup } from './verify-backup.ts'
import { sealWal } from './wal-archive.ts'

const desk = await openBackedUpDesk()
afterAll(() => desk[Symbol.asyncDispose]())
const { trader, order } = await openOrderDesk(desk)
const to = join(desk.home, 'backups')
const identities = [desk.identity]

let placed = 0
async function place(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await placeOrder(trader, order())
  placed += count
}

async function take(takenAt: string) {
  return takeBackup({ ...desk, to, recipients: [desk.recipient], takenAt: new Date(takenAt) })
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  return withClient(url, async (client) => (await client.query<Row>(text)).rows)
}

await place(1)
const first = await take('2026-11-21T02:15:00Z')

test('a backup is verified by restoring it: rows, hashes and books are those of its moment', async () => {
  await place(1)
  const verified = await verifyBackup({
    file: first.file,
    identities,
    ask: async ({ readOnlyUrl }) => {
      const rows = await ask<{ transaction_read_only: string }>(
        readOnlyUrl,
        'SHOW transaction_read_only',
      )
      return rows[0]?.transaction_read_only === 'on' ? null : 'the desk could be written to'
    },
  })
  expect(verified.complaints).toEqual([])
  expect(verified.facts.rows['order']).toBe(1)
  expect(verified.facts.ledgerHash).toBe(first.label.ledgerHash)
  expect(readLabel(first.file)).toEqual(first.label)
  expect(statSync(first.file).mode & 0o077).toBe(0)
})

test('a backup that is taken while orders are placed is of one moment all the same', async () => {
  let isTaken = false
  const trading = (async () => {
    while (!isTaken) await place(1)
  })()
  const taken = await take('2026-11-21T02:16:00Z')
  isTaken = true
  await trading
  const verified = await verifyBackup({ file: taken.file, identities })
  expect(verified.complaints).toEqual([])
  expect(verified.facts.rows['order']).toBeGreaterThan(1)
  expect(verified.facts.rows['order']).toBeLessThanOrEqual(placed)
})

test('with the log that came after it, a backup restores everything that was handed over since', async () => {
  await place(2)
  const [last] = await ask<{ segment: string }>(
    desk.superuserUrl,
    'SELECT pg_walfile_name(pg_current_wal_lsn()) AS segment, pg_switch_wal()',
  )
  const wal = join(to, 'wal')
  await vi.waitFor(async () => {
    await sealWal({ stage: desk.stage, wal, recipients: [desk.recipient] })
    expect(readdirSync(wal)).toContain(`${last?.segment}.zst.age`)
  }, 60_000)

  const folder = join(desk.home, 'restored')
  const { server, manifest } = await restoreBackup({
    file: first.file,
    identities,
    folder,
    wal,
    settings: ['fsync=off'],
  })
  const url = server.urlOf('superuser', 'truebook')
  try {
    const [found] = await ask<{ count: number }>(url, 'SELECT count(*)::int AS count FROM "order"')
    expect(found?.count).toBe(placed)
    expect(await withClient(url, checkBooks)).toEqual([])
    expect(await markRecovering(url, manifest)).toEqual({ accounts: 1 })
    const accounts = await ask(
      url,
      'SELECT trading_state, trading_reason, recovering_since IS NOT NULL AS recovers FROM account',
    )
    expect(accounts).toEqual([
      { trading_state: 'HALTED', trading_reason: 'RESTORED', recovers: true },
    ])
    const audit = await ask(url, `SELECT data FROM audit_event WHERE action = 'desk.restore'`)
    expect(audit).toEqual([{ data: { takenAt: '2026-11-21T02:15:00.000Z' } }])
  } finally {
    await server.stop()
    rmSync(server.dataFolder, { recursive: true, force: true })
  }
})

test('nothing is restored over something, and nothing stays of what could not be restored', async () => {
  const folder = join(desk.home, 'elsewhere')
  const wish = { file: first.file, identities, folder, wal: null }
  const stranger = [await generateX25519Identity()]
  await expect(restoreBackup({ ...wish, identities: stranger })).rejects.toThrow()
  expect(readdirSync(desk.home)).not.toContain('elsewhere')
  mkdirSync(folder)
  writeFileSync(join(folder, 'mine'), '')
  await expect(restoreBackup(wish)).rejects.toThrow('is not empty')
  expect(readdirSync(folder)).toEqual(['mine'])
})

test('a changed amount is seen by its hash and by the books themselves', async () => {
  await withClient(desk.superuserUrl, async (client) => {
    await client.query('BEGIN; SET LOCAL session_replication_role = replica')
    const before = await readBackupFacts(client)
    expect(await checkBooks(client)).toEqual([])
    await client.query(`UPDATE posting SET amount = amount + 0.000000000000000001
      WHERE (transaction_id, line) = (SELECT transaction_id, line FROM posting LIMIT 1)`)
    const after = await readBackupFacts(client)
    expect(after.rows).toEqual(before.rows)
    expect(after.ledgerHash).not.toBe(before.ledgerHash)
    expect(after.hashes.order).toBe(before.hashes.order)
    expect(await checkBooks(client)).toEqual([
      expect.stringContaining('a ledger transaction does not sum to zero (1 times)'),
      expect.stringContaining('a balance is not the sum of its postings (1 times)'),
    ])
    await client.query('ROLLBACK')
  })
})
