import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { isAlive } from './postmaster.ts'
import { type EmbeddedPostgres, startPostgres } from './start-postgres.ts'

const servers: EmbeddedPostgres[] = []
const folders: string[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'truebook-postgres-test-'))
  chmodSync(folder, 0o755)
  folders.push(folder)
  return folder
}

async function start(folder: string): Promise<EmbeddedPostgres> {
  const server = await startPostgres({ folder })
  servers.push(server)
  return server
}

async function query(server: EmbeddedPostgres, sql: string) {
  const client = new pg.Client({ connectionString: server.urlOf('superuser', 'postgres') })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('what was written survives a stop and a start', async () => {
  const folder = newFolder()
  const first = await start(folder)
  await query(first, 'CREATE TABLE kept (n int)')
  await first.stop()
  expect(isAlive(first.pid)).toBe(false)
  const second = await start(folder)
  expect(await query(second, "SELECT to_regclass('kept')::text AS kept")).toEqual([
    { kept: 'kept' },
  ])
})

test('a server that still runs is taken over, not started twice', async () => {
  const folder = newFolder()
  const first = await start(folder)
  const second = await start(folder)
  expect(second).toMatchObject({ isAdopted: true, pid: first.pid, port: first.port })
})

test('a server that was killed with what it had committed starts again with it', async () => {
  const folder = newFolder()
  const killed = await start(folder)
  await query(killed, 'CREATE TABLE committed (n int)')
  process.kill(killed.pid, 'SIGKILL')
  const next = await start(folder)
  expect(next.isAdopted).toBe(false)
  expect(await query(next, "SELECT to_regclass('committed')::text AS found")).toEqual([
    { found: 'committed' },
  ])
})

test('the process id of another program in the pid file does not stop the start', async () => {
  const folder = newFolder()
  const first = await start(folder)
  await first.stop()
  const lines = [process.ppid, first.dataFolder, 0, first.port, '', '127.0.0.1', '', 'ready']
  writeFileSync(join(first.dataFolder, 'postmaster.pid'), `${lines.join('\n')}\n`)
  await expect(start(folder)).resolves.toMatchObject({ isAdopted: false })
})

test('data of another major version is refused and left as it is', async () => {
  const folder = newFolder()
  const first = await start(folder)
  await first.stop()
  writeFileSync(join(first.dataFolder, 'PG_VERSION'), '17\n')
  await expect(start(folder)).rejects.toThrow('was made by PostgreSQL 17, this is 18')
})

test('the passwords are readable by their owner only', async () => {
  const folder = newFolder()
  await start(folder)
  expect(statSync(join(folder, 'postgres.json')).mode & 0o777).toBe(0o600)
})

test.runIf(process.getuid?.() === 0)(
  'root in a folder that nobody else may enter: the database is kept elsewhere and is found again',
  async () => {
    const home = newFolder()
    chmodSync(home, 0o700)
    const folder = join(home, 'data')
    mkdirSync(folder)
    const first = await start(folder)
    expect(first.dataFolder.startsWith(home)).toBe(false)
    folders.push(first.dataFolder)
    await query(first, 'CREATE TABLE kept (n int)')
    await first.stop()
    const second = await start(folder)
    expect(second.dataFolder).toBe(first.dataFolder)
    expect(await query(second, "SELECT to_regclass('kept')::text AS kept")).toEqual([
      { kept: 'kept' },
    ])
  },
)
