import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '../ports.ts'
import { openProcessLog } from '../process-log.ts'
import { type PostgresBinaries, postgresBinaries } from './binaries.ts'
import {
  CLUSTER_ROLES,
  type ClusterRecord,
  type ClusterRole,
  clusterRecord,
} from './cluster-record.ts'
import { ensureRoles } from './ensure-roles.ts'
import { initializeCluster, spawnIdentity } from './initialize-cluster.ts'
import { claimedPostmaster, findRunningPostmaster, isAlive } from './postmaster.ts'
import { postgresAccount, type SystemAccount } from './system-account.ts'

export type EmbeddedPostgres = {
  readonly port: number
  readonly pid: number
  readonly dataFolder: string
  /** A server that a killed supervisor had left running was taken over. */
  readonly isAdopted: boolean
  /** Connection string of a role to a database of this server. */
  urlOf(role: ClusterRole, database: string): string
  /** Rolls back what is open, writes a checkpoint and ends. Safe to repeat. */
  stop(): Promise<void>
}

/** Recovery after a kill -9 waits for the old server's last processes to leave; this is how long we do. */
const START_ATTEMPTS_MAX = 40
const RETRY_AFTER_MS = 250
const POLL_MS = 25
const FAST_STOP_MS_MAX = 15_000
const READY = 'ready to accept connections'
const IS_WORTH_ANOTHER_TRY =
  /postmaster\.pid" already exists|pre-existing shared memory|could not bind|Address already in use/i

/**
 * Starts the embedded PostgreSQL that belongs to `folder`, making it first if needed, or takes over the one
 * that already runs there. It listens on a free port of 127.0.0.1 only; every role has its own random
 * password in `<folder>/postgres.json`. `settings` are `name=value` lines for the server's configuration.
 *
 * It runs in its own process group: Ctrl-C reaches the supervisor alone, which stops PostgreSQL last.
 */
export async function startPostgres({
  folder,
  settings = [],
  port: wantedPort,
}: {
  folder: string
  settings?: readonly string[]
  /** Any free one unless given. A server that already runs keeps its own. */
  port?: number
}): Promise<EmbeddedPostgres> {
  const account = postgresAccount()
  const record = clusterRecord(folder, account)
  const binaries = postgresBinaries(account)
  initializeCluster(record, binaries, account)
  const urlTo = (port: number, role: ClusterRole, database: string) =>
    `postgresql://${CLUSTER_ROLES[role]}:${record.passwords[role]}@127.0.0.1:${port}/${database}`
  const superuserUrl = (port: number) => urlTo(port, 'superuser', 'postgres')
  const adopted = await findRunningPostmaster(record.dataFolder, superuserUrl)
  const port =
    adopted?.port ??
    (await spawnServer({ folder, record, binaries, account, settings, wantedPort }))
  const pid = adopted?.pid ?? claimedPostmaster(record.dataFolder)?.pid
  if (pid === undefined) throw new Error(`PostgreSQL ended right after it started on port ${port}`)
  await ensureRoles(superuserUrl(port), record.passwords)
  return {
    port,
    pid,
    dataFolder: record.dataFolder,
    isAdopted: adopted !== null,
    urlOf: (role, database) => urlTo(port, role, database),
    stop: () => stopServer(pid),
  }
}

type Launch = {
  readonly folder: string
  readonly record: ClusterRecord
  readonly binaries: PostgresBinaries
  readonly account: SystemAccount | null
  readonly settings: readonly string[]
  readonly wantedPort: number | undefined
}

/** Returns the port on which the new server accepts connections. */
async function spawnServer(launch: Launch): Promise<number> {
  let log = ''
  for (let attempt = 0; attempt < START_ATTEMPTS_MAX; attempt += 1) {
    const port = launch.wantedPort ?? (await freePort())
    const outcome = await spawnOnce(launch, port)
    if (outcome.isReady) return port
    log = outcome.log
    if (!IS_WORTH_ANOTHER_TRY.test(log)) break
    await delay(RETRY_AFTER_MS)
  }
  throw new Error(`PostgreSQL did not start on ${launch.record.dataFolder}:\n${log}`)
}

/**
 * The server writes to a file and not to a pipe of ours: it may outlive us, and its words are kept.
 * Resolves when it accepts connections or has ended.
 */
function spawnOnce(launch: Launch, port: number): Promise<{ isReady: boolean; log: string }> {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...launch.settings]
  const flags = settings.flatMap((setting) => ['-c', setting])
  const log = openProcessLog(join(launch.folder, 'logs', 'postgres.log'))
  const child = spawn(
    launch.binaries.postgres,
    ['-D', launch.record.dataFolder, '-p', String(port), ...flags],
    {
      ...spawnIdentity(launch.account),
      stdio: ['ignore', log.file, log.file],
      detached: true,
    },
  )
  log.closeOurs()
  child.unref()
  return new Promise((resolve) => {
    const poll = setInterval(() => {
      if (!log.newText().includes(READY)) return
      clearInterval(poll)
      child.removeAllListeners()
      resolve({ isReady: true, log: '' })
    }, POLL_MS)
    const fail = (text: string) => {
      clearInterval(poll)
      resolve({ isReady: false, log: text })
    }
    child.once('error', (error) => fail(String(error)))
    child.once('exit', () => fail(log.newText()))
  })
}

/** SIGINT asks for a fast shutdown; SIGQUIT, after patience has run out, for one that recovers at next start. */
async function stopServer(pid: number): Promise<void> {
  if (!isAlive(pid)) return
  process.kill(pid, 'SIGINT')
  for (let waitedMs = 0; waitedMs < FAST_STOP_MS_MAX; waitedMs += POLL_MS) {
    if (!isAlive(pid)) return
    await delay(POLL_MS)
  }
  process.kill(pid, 'SIGQUIT')
}
