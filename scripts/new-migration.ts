/**
 * `npm run migration -- <name>`: writes prisma/migrations/<time>_<name>/migration.sql with what brings the
 * database from the newest migration to prisma/schema.prisma. What Prisma cannot say (checks, triggers, row
 * level security, grants) is then added to it by hand.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, runCommand } from './tools/run-command.ts'
import { withShadowServer } from './tools/with-shadow-server.ts'

const SNAKE_CASE = /^[a-z][a-z0-9_]*$/
const TIMESTAMP_LENGTH = 14

const DIFFERENCE = [
  'migrate',
  'diff',
  '--from-migrations',
  'prisma/migrations',
  '--to-schema',
  'prisma/schema.prisma',
]

const [name = ''] = process.argv.slice(2)
if (SNAKE_CASE.test(name)) {
  process.exitCode = await writeMigration(name)
} else {
  process.stderr.write(`expected a name like add_signal, found "${name}"\n`)
  process.exitCode = 1
}

/** Written elsewhere first: a migration's folder without its file is an error to everybody. */
async function writeMigration(name: string): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'truebook-migration-'))
  try {
    const written = join(scratch, 'migration.sql')
    const code = await withShadowServer((env) =>
      runCommand('prisma', [...DIFFERENCE, '--script', '--output', written], env),
    )
    if (code !== 0) return code
    const sql = readFileSync(written, 'utf8')
    process.stdout.write(isEmpty(sql) ? 'the schema did not change\n' : `${publish(name, sql)}\n`)
    return 0
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

function isEmpty(sql: string): boolean {
  return sql.split('\n').every((line) => line.trim() === '' || line.startsWith('--'))
}

function publish(name: string, sql: string): string {
  const timestamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, TIMESTAMP_LENGTH)
  const folder = join('prisma', 'migrations', `${timestamp}_${name}`)
  const file = join(folder, 'migration.sql')
  mkdirSync(join(root, folder))
  writeFileSync(join(root, file), sql)
  return file
}
