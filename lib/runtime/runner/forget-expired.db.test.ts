import { expect, test } from 'vitest'
import type { RunnerHouse } from '#runtime/runner-context.ts'
import { orderPathStore } from '#store/order-path.ts'
import { createFirm } from '#test/builders/firm.ts'
import { clockAt, openTestDatabase } from '#test/builders/open-test-database.ts'
import { at } from '#test/builders.ts'
import { forgetExpired } from './forget-expired.ts'

const { database } = await openTestDatabase()
const NOW = at(Date.UTC(2026, 10, 21))

test('keys of every firm are forgotten when their time is over, and not before', async () => {
  const firms = [await createFirm(database, 'A'), await createFirm(database, 'B')]
  for (const { db, organizationId } of firms) {
    await db.write((tx) =>
      tx.query({
        text: `INSERT INTO idempotency_key (organization_id, actor_id, route, key, fingerprint, state, created_at,
            locked_until, expires_at)
          SELECT $1, 'actor', 'route', key, 'f', 'DONE', $2, $2, $2::timestamptz + after
            FROM (VALUES ('over', interval '0'), ('valid', interval '1 millisecond')) AS k (key, after)`,
        values: [organizationId, new Date(NOW)],
      }),
    )
  }
  const house: Pick<RunnerHouse, 'database' | 'clock' | 'withOrganization'> = {
    database,
    clock: clockAt(NOW),
    withOrganization: (organizationId) => {
      const db = database.scoped({ organizationId, clientId: null })
      return { db, orderPath: orderPathStore(db) }
    },
  }
  await forgetExpired(house)
  const left = await Promise.all(
    firms.map(({ db }) =>
      db.read((tx) => tx.query<{ key: string }>({ text: 'SELECT key FROM idempotency_key' })),
    ),
  )
  expect(left).toEqual([[{ key: 'valid' }], [{ key: 'valid' }]])
})
