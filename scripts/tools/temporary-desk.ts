import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type FirstRunUser, readFirstRunFile } from '#desk/first-run-file.ts'
import { type HouseState, readHouseState } from '#desk/house-state.ts'
import { freePort } from '#desk/ports.ts'
import { root } from './run-command.ts'

export type TemporaryDesk = AsyncDisposable & {
  readonly folder: string
  readonly url: string
  readonly services: HouseState['services']
  readonly users: readonly FirstRunUser[]
}

const READY_MS_MAX = 300_000
const READY_POLL_MS = 250
const OPEN_TO_ALL = 0o755

/**
 * Starts a whole demo desk by its own supervisor in a new folder and on free ports, and resolves when it
 * serves. Disposing stops it in order and removes the folder; it also ends when this process does.
 */
export async function startTemporaryDesk(
  env: Readonly<Record<string, string>> = {},
): Promise<TemporaryDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'truebook-desk-'))
  chmodSync(folder, OPEN_TO_ALL) // PostgreSQL may run as another account
  const logFile = join(folder, 'desk.log')
  const log = openSync(logFile, 'a')
  const port = String(await freePort())
  const child = fork(join(root, 'bin', 'desk.ts'), ['--data', folder, '--port', port], {
    cwd: root,
    execArgv: [],
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', log, log, 'ipc'],
  })
  const gone = once(child, 'exit')
  const stop = async () => {
    child.kill('SIGTERM')
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const state = await untilReady(folder, child, logFile)
    const users = readFirstRunFile(folder)?.users ?? []
    const { url, services } = state
    return { folder, url, services, users, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function untilReady(
  folder: string,
  child: ChildProcess,
  logFile: string,
): Promise<HouseState> {
  const deadline = performance.now() + READY_MS_MAX
  while (child.exitCode === null && performance.now() < deadline) {
    const state = readHouseState(folder)
    if (state?.services.web !== undefined && (await serves(state.url))) return state
    await delay(READY_POLL_MS)
  }
  throw new Error(`the desk did not start:\n${readFileSync(logFile, 'utf8')}`)
}

/** A refused connection means not yet. */
function serves(url: string): Promise<boolean> {
  return fetch(`${url}/api/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  )
}
