import pg from 'pg'

const TABLES = ['order', 'fill', 'ledger_transaction', 'posting']

/**
 * Seconds to write the rows of the large tables once more with all their indexes: less than a restore from rows
 * could ever take, which would have to read and parse them first.
 */
export async function writeAnew(superuserUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  const startedAt = performance.now()
  try {
    for (const table of TABLES) {
      await client.query(`CREATE TABLE bench_${table} (LIKE "${table}" INCLUDING ALL)`)
      await client.query(`INSERT INTO bench_${table} SELECT * FROM "${table}"`)
    }
    await client.query('CHECKPOINT')
    return (performance.now() - startedAt) / 1000
  } finally {
    for (const table of TABLES) await client.query(`DROP TABLE IF EXISTS bench_${table}`)
    await client.end()
  }
}
