import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isAlive } from './postgres/postmaster.ts'
import type { Ports, ServiceSpec } from './services/service.ts'
import { writeFileAtomically } from './write-file-atomically.ts'

/** `<folder>/ports.json`: where everything listens, for people, scripts and the next start. */
export type HouseState = {
  readonly url: string
  readonly pid: number
  readonly services: Readonly<Partial<Record<ServiceSpec['name'], ServiceState>>>
}
type ServiceState = { readonly pid: number | undefined; readonly ports: Ports }

const LEAVE_MS_MAX = 15_000
const POLL_MS = 100

export function writeHouseState(folder: string, state: HouseState): void {
  writeFileAtomically(join(folder, 'ports.json'), `${JSON.stringify(state, null, 2)}\n`)
}

export function readHouseState(folder: string): HouseState | null {
  const path = join(folder, 'ports.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

/**
 * Waits for the processes of a desk that was killed: they end by themselves when its channel closes, and one
 * that does not within 15 s is killed. A process id that belongs to another program by now is left alone.
 */
export async function awaitFormerServices(folder: string, bin: string): Promise<void> {
  const former = Object.entries(readHouseState(folder)?.services ?? {})
  for (const [name, { pid }] of former) {
    if (pid !== undefined) await awaitEnd(pid, join(bin, `${name}.ts`))
  }
}

async function awaitEnd(pid: number, script: string): Promise<void> {
  const isOurs = () => isAlive(pid) && commandLineOf(pid).includes(script)
  for (let waitedMs = 0; isOurs(); waitedMs += POLL_MS) {
    if (waitedMs >= LEAVE_MS_MAX) process.kill(pid, 'SIGKILL')
    await delay(POLL_MS)
  }
}

function commandLineOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
