import type { SystemView } from '#api/codecs/report.ts'
import type { Tx } from './transaction.ts'

/** The database's version, size and connections, those of other programs included. */
export async function readDatabaseState(tx: Tx): Promise<SystemView['database']> {
  const [row] = await tx.query<{
    version: string
    size: string
    connections: number
    connections_max: number
  }>({
    name: 'read-database-state',
    text: `SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS size,
        (SELECT numbackends FROM pg_stat_database WHERE datname = current_database()) AS connections,
        current_setting('max_connections')::int AS connections_max`,
  })
  if (row === undefined) throw new Error('the database says nothing of itself')
  return {
    version: row.version,
    sizeBytes: Number(row.size),
    connections: row.connections,
    connectionsMax: row.connections_max,
  }
}
