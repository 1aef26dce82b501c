import { createDatabase, databaseOf, dropDatabase, execute, withDatabase } from './database.mjs'

/** https://www.prisma.io/docs/orm/reference/error-reference */
const PRISMA_CODES = {
  '3D000': 'P1003',
  '28P01': 'P1000',
  28000: 'P1010',
  ECONNREFUSED: 'P1001',
  ENOTFOUND: 'P1001',
  ETIMEDOUT: 'P1002',
}
const UNREACHABLE = 'P1001'

const COMMANDS = {
  'can-connect-to-database': (url) => execute(url, 'SELECT 1'),
  'create-database': createDatabase,
  'drop-database': (url) => dropDatabase(withDatabase(url, 'postgres'), databaseOf(url).name),
}

/** `schema-engine cli <command>`: returns the exit code, and tells a failure as the native program does. */
export async function runCommand(name, url) {
  const command = COMMANDS[name]
  try {
    if (command === undefined) throw new Error(`the schema engine has no command ${name}`)
    await command(url)
    return 0
  } catch (error) {
    report('INFO', 'schema_engine', { message: 'Starting schema engine CLI' })
    report('ERROR', 'schema_engine::logger', {
      message: error.message || String(error.code),
      error_code: PRISMA_CODES[error.code] ?? UNREACHABLE,
      is_panic: false,
    })
    return 1
  }
}

function report(level, target, fields) {
  process.stderr.write(`${JSON.stringify({ level, target, fields })}\n`)
}
