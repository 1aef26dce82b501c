import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import { parse } from 'pg-connection-string'
import { databaseOf, withDatabase } from './database.mjs'

/** The engine describes columns of PostgreSQL's internal type "char", which the adapter does not know. */
const CHAR_OID = 18
const TEXT_OID = 25
const CONNECTIONS_MAX = 2

/** Connects the adapter to `name` on the server of `url`, mended to behave as the engine expects. */
export async function connect(url, name = databaseOf(url).name) {
  const adapter = await factory(url, name).connect()
  runScriptsWhole(adapter)
  readCharAsText(adapter)
  return adapter
}

/**
 * The settings are given one by one: in pg a connectionString wins over `database`, so that with one the
 * adapter would open the main database where it means the shadow database.
 */
export function factory(url, name = databaseOf(url).name) {
  const settings = {
    ...parse(withDatabase(url, name)),
    database: name,
    max: CONNECTIONS_MAX,
    idleTimeoutMillis: 0,
    application_name: 'prisma-migrate',
  }
  return new PrismaPg(settings, { schema: databaseOf(url).schema })
}

/**
 * The adapter splits a script at every semicolon, which breaks functions, triggers and DO blocks, and runs the
 * pieces outside a transaction. The native engine sends the script as one simple query.
 */
function runScriptsWhole(adapter) {
  adapter.executeScript = async (script) => {
    const client = await adapter.underlyingDriver().connect()
    try {
      await client.query(script)
    } catch (error) {
      adapter.onError(error)
    } finally {
      client.release()
    }
  }
}

/** Lets the adapter read "char" columns as text, and reports them to the engine as characters again. */
function readCharAsText(adapter) {
  const pool = adapter.underlyingDriver()
  const queryPool = pool.query.bind(pool)
  let charColumns = []
  pool.query = async (...parameters) => {
    const result = await queryPool(...parameters)
    const fields = (result.fields ?? []).filter((field) => field.dataTypeID === CHAR_OID)
    for (const field of fields) field.dataTypeID = TEXT_OID
    charColumns = fields.map((field) => field.name)
    return result
  }
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    for (const name of charColumns) {
      result.columnTypes[result.columnNames.indexOf(name)] = ColumnTypeEnum.Character
    }
    return result
  }
}

/** Answers as an empty server would: enough to compare two schemas when there is no database to ask. */
export const offlineAdapter = {
  provider: 'postgres',
  adapterName: 'offline',
  queryRaw: async () => ({
    columnNames: ['exists', 'version', 'numeric_version'],
    columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [[true, 'PostgreSQL 18.0', 180_000]],
  }),
  executeRaw: async () => 0,
  executeScript: async () => {},
  dispose: async () => {},
  startTransaction: async () => {
    throw new Error('there is no database: set DATABASE_URL')
  },
  getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
}
