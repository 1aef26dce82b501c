import type pg from 'pg'

/** How long ago a process of this kind last said that it lives; null when none ever did. */
export async function newestBeatAgeMs(pool: pg.Pool, process: string): Promise<number | null> {
  const { rows } = await pool.query<{ age_ms: number | null }>({
    name: 'newest-beat-age',
    text: `SELECT (extract(epoch FROM tb_now() - max(beat_at)) * 1000)::float8 AS age_ms
             FROM process_heartbeat WHERE process = $1`,
    values: [process],
  })
  return rows[0]?.age_ms ?? null
}

/** Whether the database has the tables that this release needs. */
export async function isSchemaPresent(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ present: boolean }>({
    name: 'is-schema-present',
    text: `SELECT to_regclass('public.process_heartbeat') IS NOT NULL AS present`,
  })
  return rows[0]?.present === true
}
