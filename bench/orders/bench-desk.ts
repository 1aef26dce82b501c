import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FirstRunUser, readFirstRunFile } from '#desk/first-run-file.ts'
import { readHouseState } from '#desk/house-state.ts'
import { freePort } from '#desk/ports.ts'
import { startPostgres } from '#desk/postgres/start-postgres.ts'

export type BenchDesk = AsyncDisposable & {
  readonly url: string
  /** The process ids of the desk's parts, PostgreSQL's main process among them. */
  readonly pids: Readonly<Record<string, number>>
  /** PostgreSQL as the owner of the schema. */
  readonly ownerUrl: string
  /** PostgreSQL past row level security, for reading what all processes wrote. */
  readonly superuserUrl: string
  readonly trader: FirstRunUser
}

const READY_MS_MAX = 300_000
const READY_POLL_MS = 250
const OPEN_TO_ALL = 0o755

/** What a venue, and the desk's own doors, must let through for a load test. */
const RAISED_LIMITS = {
  EXCHANGE_WEIGHT_PER_MINUTE: '100000000',
  EXCHANGE_ORDERS_PER_10S: '100000000',
  RATE_LIMIT_FACTOR: '1000',
}

/**
 * Starts a whole demo desk by its real supervisor in a folder of its own, with rate limits out of the way and
 * quiet logs; stops it and removes the folder at the end.
 */
export async function startBenchDesk(root: string): Promise<BenchDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'truebook-bench-'))
  chmodSync(folder, OPEN_TO_ALL) // PostgreSQL may run as another account
  const log = openSync(join(folder, 'bench-desk.log'), 'a')
  const child = fork(join(root, 'bin', 'desk.ts'), deskParameters(folder, await freePort()), {
    cwd: root,
    execArgv: [],
    env: { ...process.env, ...RAISED_LIMITS, NODE_ENV: 'production', LOG_LEVEL: 'warn' },
    stdio: ['ignore', log, log, 'ipc'],
  })
  const gone = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGTERM')
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    return { ...(await whenReady(folder, gone)), [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function deskParameters(folder: string, port: number): string[] {
  return ['--data', folder, '--port', String(port)]
}

async function whenReady(
  folder: string,
  gone: Promise<unknown>,
): Promise<Omit<BenchDesk, typeof Symbol.asyncDispose>> {
  const deadline = AbortSignal.timeout(READY_MS_MAX)
  const ended = gone.then(() => {
    throw new Error(`the desk ended before it was ready; see ${folder}/bench-desk.log`)
  })
  while (!(await Promise.race([isReady(folder), ended]))) {
    deadline.throwIfAborted()
    await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS))
  }
  ended.catch(() => undefined) // From here on its end is expected.
  const state = readHouseState(folder)
  const trader = readFirstRunFile(folder)?.users.find(({ role }) => role === 'TRADER')
  if (state === null || trader === undefined) throw new Error('the desk wrote no sign-ins')
  const postgres = await startPostgres({ folder }) // takes over the one that runs
  const services = Object.entries(state.services).map(([name, { pid = 0 }]) => [name, pid] as const)
  return {
    url: state.url,
    pids: { ...Object.fromEntries(services), postgres: postgres.pid },
    ownerUrl: postgres.urlOf('owner', 'truebook'),
    superuserUrl: postgres.urlOf('superuser', 'truebook'),
    trader,
  }
}

async function isReady(folder: string): Promise<boolean> {
  const state = readHouseState(folder)
  if (state?.services.web === undefined) return false
  const response = await fetch(`${state.url}/api/health/ready`).catch(() => null)
  return response?.ok ?? false
}
