import pg from 'pg'

const DEFAULT_SCHEMA = 'public'

/** The database and schema that a Prisma connection string names. */
export function databaseOf(url) {
  const parsed = new URL(url)
  return {
    name: decodeURIComponent(parsed.pathname.slice(1)),
    schema: parsed.searchParams.get('schema') ?? DEFAULT_SCHEMA,
  }
}

/** The same server and account, another database. `schema` is Prisma's own parameter; pg would choke on it. */
export function withDatabase(url, name) {
  const parsed = new URL(url)
  parsed.pathname = `/${encodeURIComponent(name)}`
  parsed.searchParams.delete('schema')
  return parsed.toString()
}

/** Runs the statements one after another on a connection of their own. */
export async function execute(url, ...statements) {
  const client = new pg.Client({ connectionString: withDatabase(url, databaseOf(url).name) })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** Creates the database that the connection string names, through the server's `postgres` database. */
export async function createDatabase(url) {
  const { name } = databaseOf(url)
  await execute(withDatabase(url, 'postgres'), `CREATE DATABASE ${pg.escapeIdentifier(name)}`)
  return name
}

/** Drops a database whoever is connected to it. */
export async function dropDatabase(url, name) {
  await execute(url, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`)
}
