import { randomUUID } from 'node:crypto'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { connect, factory, offlineAdapter } from './connection.mjs'
import { dropDatabase, execute } from './database.mjs'

/** The connections of one request: the database, and the shadow databases that its migrations are replayed in. */
export function openConnections({ url, shadowDatabaseUrl }) {
  const opened = new Set()
  const remember = (adapter) => {
    opened.add(adapter)
    return adapter
  }
  return {
    factory: bindMigrationAwareSqlAdapterFactory(
      url ? onlineFactory({ url, shadowDatabaseUrl, remember }) : offlineFactory,
    ),
    async closeAll() {
      for (const adapter of opened) await adapter.dispose().catch(() => {})
      opened.clear()
    },
  }
}

const offlineFactory = {
  provider: 'postgres',
  adapterName: 'offline',
  connect: async () => offlineAdapter,
  connectToShadowDb: async () => offlineAdapter,
}

function onlineFactory({ url, shadowDatabaseUrl, remember }) {
  const { provider, adapterName } = factory(url)
  return {
    provider,
    adapterName,
    connect: async () => remember(await connect(url)),
    connectToShadowDb: async () =>
      remember(
        shadowDatabaseUrl
          ? await connectToGivenShadow(url, shadowDatabaseUrl)
          : await connectToOwnShadow(url),
      ),
  }
}

/** A database set aside for this; it is emptied at every use. */
async function connectToGivenShadow(url, shadowDatabaseUrl) {
  if (shadowDatabaseUrl === url)
    throw new Error('the shadow database must not be the main database')
  await execute(shadowDatabaseUrl, 'DROP SCHEMA IF EXISTS public CASCADE', 'CREATE SCHEMA public')
  return connect(shadowDatabaseUrl)
}

/** A new database that goes when the adapter is disposed of, which the engine may do more than once. */
async function connectToOwnShadow(url) {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`
  await execute(url, `CREATE DATABASE ${pg.escapeIdentifier(name)}`)
  const adapter = await connect(url, name)
  const disconnect = adapter.dispose.bind(adapter)
  let disposal
  const dispose = async () => {
    await disconnect()
    await dropDatabase(url, name)
  }
  adapter.dispose = () => {
    disposal ??= dispose()
    return disposal
  }
  return adapter
}
