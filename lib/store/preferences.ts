import type { Preference } from '#api/codecs/preference.ts'
import type { UnixMs } from '#core/time/time.ts'
import { column } from './column.ts'
import type { Tx } from './transaction.ts'

type Row = { key: string; value: unknown; updated_at: Date }

/** The person's own preferences: the one of this key, or without a key all but their charts. */
export async function readPreferences(
  tx: Tx,
  { userId, key }: { readonly userId: string; readonly key: string | null },
): Promise<Preference[]> {
  const rows = await tx.query<Row>({
    name: 'read-preferences',
    text: `SELECT key, value, updated_at FROM user_preference
            WHERE user_id = $1 AND organization_id = tb_organization_id()
              AND CASE WHEN $2::text IS NULL THEN key NOT LIKE 'chart.%' ELSE key = $2 END
            ORDER BY key`,
    values: [userId, key],
  })
  return rows.map(toPreference)
}

export type KeptPreference = {
  readonly userId: string
  readonly organizationId: string
  readonly key: string
  readonly value: unknown
  readonly now: UnixMs
}

/** Puts the value in the place of what was there. */
export async function upsertPreference(tx: Tx, kept: KeptPreference): Promise<void> {
  await tx.query({
    name: 'upsert-preference',
    text: `INSERT INTO user_preference (user_id, organization_id, key, value, updated_at)
           VALUES ($1, $2, $3, $4::jsonb, to_timestamp($5::float8 / 1000))
           ON CONFLICT (user_id, organization_id, key)
           DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
    values: [kept.userId, kept.organizationId, kept.key, JSON.stringify(kept.value), kept.now],
  })
}

/** How many of the person's preferences there are besides the one of this key. */
export async function countOtherPreferences(
  tx: Tx,
  { userId, key }: { readonly userId: string; readonly key: string },
): Promise<number> {
  const [row] = await tx.query<{ count: number }>({
    name: 'count-other-preferences',
    text: `SELECT count(*)::int AS count FROM user_preference
            WHERE user_id = $1 AND organization_id = tb_organization_id() AND key <> $2`,
    values: [userId, key],
  })
  return row?.count ?? 0
}

function toPreference({ key, value, updated_at }: Row): Preference {
  return { key, value, updatedAt: column.time(updated_at) }
}
