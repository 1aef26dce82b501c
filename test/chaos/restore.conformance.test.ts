import { join, resolve } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { restoreDesk } from '#desk/backup/restore-desk.ts'
import { takeBackup } from '#desk/backup/take-backup.ts'
import { startPostgres } from '#desk/postgres/start-postgres.ts'
import type { SupervisedService } from '#desk/services/supervise-service.ts'
import { openTestHouse } from '../backed-up-desk.ts'
import { traderOn } from '../running-desk.ts'
import { openChaosHouse } from './chaos-house.ts'
import { checkInvariants } from './invariants.ts'
import { startTrading } from './trading.ts'

const ROOT = resolve(import.meta.dirname, '..', '..')
const WAIT = { timeout: 120_000, interval: 250 }
/** What the venue knows and the backup does not is foreign to the restored desk; the rest holds. */
const HOLDS_AFTER_RESTORE = ['I1', 'I3', 'I4', 'I5']

async function count(pool: pg.Pool, where: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM "order" WHERE ${where}`,
  )
  return rows[0]?.count ?? 0
}

test('a desk that went on trading after its backup is restored, catches up with its venue, and trades again', {
  timeout: 300_000,
}, async () => {
  await using house = await openChaosHouse(5)
  const trading = startTrading(house, { seed: 5, traders: 2 })
  const untilFilled = (orders: number) =>
    vi.waitFor(
      async () => expect(await count(house.admin, 'filled_quantity > 0')).toBeGreaterThan(orders),
      WAIT,
    )
  await untilFilled(5)
  const identity = await generateX25519Identity()
  const { folder, server } = house
  const { file } = await takeBackup({
    root: ROOT,
    folder,
    to: join(folder, 'backups'),
    recipients: [await identityToRecipient(identity)],
    server,
    takenAt: new Date(),
  })
  await untilFilled((await count(house.admin, 'filled_quantity > 0')) + 5)
  await trading.stop()
  await house.stopRunners()
  const lost = await count(house.admin, 'venue_order_id IS NOT NULL')

  const newFolder = join(folder, 'again')
  const restored = await restoreDesk({ file, identities: [identity], folder: newFolder, wal: null })
  expect(restored.accounts).toBe(1)
  const newServer = await startPostgres({ folder: newFolder })
  const admin = new pg.Pool({ connectionString: newServer.urlOf('superuser', 'truebook') })
  // A backend that is ended with its server may say so to a pool that is leaving already.
  admin.on('error', () => undefined)
  let runner: SupervisedService | null = null
  try {
    expect(await count(admin, 'venue_order_id IS NOT NULL')).toBeLessThan(lost)
    runner = await house.startRunner(newServer.urlOf('app', 'truebook'))
    await vi.waitFor(async () => {
      const { rows } = await admin.query(
        'SELECT trading_state, trading_reason, recovering_since FROM account',
      )
      expect(rows).toEqual([
        { trading_state: 'ACTIVE', trading_reason: null, recovering_since: null },
      ])
    }, WAIT)
    await vi.waitFor(
      async () => expect(await count(admin, `state IN ('NEW', 'SENDING')`)).toBe(0),
      WAIT,
    )
    const findings = await checkInvariants(
      { ...house, admin },
      { acknowledged: new Set(), endings: [] },
    )
    const held = findings.filter(({ id }) => HOLDS_AFTER_RESTORE.includes(id))
    expect(held.flatMap(({ violations }) => violations)).toEqual([])
    const { rows } = await admin.query(
      'SELECT outcome FROM reconciliation ORDER BY finished_at DESC LIMIT 1',
    )
    expect(rows).toEqual([{ outcome: 'PROVEN' }])

    const known = await count(admin, 'acknowledged_at IS NOT NULL')
    const { organizationId } = house.firm
    const database = openTestHouse(newServer.urlOf('app', 'truebook'))
    const trader = traderOn(database.scoped({ organizationId, clientId: null }))
    const again = startTrading({ ...house, admin, trader }, { seed: 6, traders: 1 })
    try {
      await vi.waitFor(
        async () =>
          expect(await count(admin, 'acknowledged_at IS NOT NULL')).toBeGreaterThan(known),
        WAIT,
      )
    } finally {
      await again.stop()
      await database.close()
    }
  } finally {
    await runner?.stop()
    await admin.end()
    await newServer.stop()
  }
})
