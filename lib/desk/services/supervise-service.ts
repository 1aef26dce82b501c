import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { type Launched, launchService } from './launch-service.ts'
import type { Ports, ServiceSpec } from './service.ts'

export type SupervisedService = {
  readonly ports: Ports
  pid(): number | undefined
  /** Asks it to end, and ends it when it takes too long. Safe to repeat. */
  stop(): Promise<void>
}

export type Supervision = {
  readonly folder: string
  readonly signal: AbortSignal
  say(line: string): void
  /** Called when another process took the place of one that ended. */
  onRestart(): void
}

export const BACKOFF_MS_MIN = 500
export const BACKOFF_MS_MAX = 30_000
/** A process that ran this long had started well: its next restart is quick again. */
const IS_STABLE_AFTER_MS = 60_000
const STOP_MS_MAX = 10_000

/**
 * Starts a service and keeps it running: one that ends without being asked is started again on the same ports,
 * after a pause that doubles with every failure. The first start is not repeated; its error is thrown.
 */
export async function superviseService(
  spec: ServiceSpec,
  supervision: Supervision,
): Promise<SupervisedService> {
  const stopping = new AbortController()
  const signal = AbortSignal.any([supervision.signal, stopping.signal])
  const { folder } = supervision
  const first = await launchService(spec, { folder, ports: {}, signal })
  let running: Launched | null = first

  const watch = async () => {
    let backoffMs = BACKOFF_MS_MIN
    while (running !== null) {
      const startedAt = performance.now()
      const end = await untilExit(running.child)
      running = null
      if (signal.aborted) return
      if (performance.now() - startedAt > IS_STABLE_AFTER_MS) backoffMs = BACKOFF_MS_MIN
      supervision.say(`${spec.name} ended (${end}); starting it again in ${backoffMs / 1000} s`)
      running = await relaunch(spec, { ...supervision, signal, ports: first.ports, backoffMs })
      if (running === null) return
      supervision.onRestart()
      supervision.say(`${spec.name} is running again`)
      backoffMs = Math.min(backoffMs * 2, BACKOFF_MS_MAX)
    }
  }
  const watching = watch()

  return {
    ports: first.ports,
    pid: () => running?.child.pid,
    async stop() {
      stopping.abort()
      if (running !== null) await stopChild(running.child)
      await watching
    },
  }
}

type Relaunch = Supervision & { readonly ports: Ports; readonly backoffMs: number }

/** Tries until the service serves again; null when it shall stop. */
async function relaunch(spec: ServiceSpec, supervision: Relaunch): Promise<Launched | null> {
  let { backoffMs } = supervision
  const { signal, say } = supervision
  while (!signal.aborted) {
    await delay(backoffMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return null
    try {
      return await launchService(spec, supervision)
    } catch (error) {
      if (signal.aborted) return null
      backoffMs = Math.min(backoffMs * 2, BACKOFF_MS_MAX)
      say(`${error instanceof Error ? error.message : error}\nnext try in ${backoffMs / 1000} s`)
    }
  }
  return null
}

async function untilExit(child: ChildProcess): Promise<string> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.signalCode ?? `exit code ${child.exitCode}`
}

async function stopChild(child: ChildProcess): Promise<void> {
  const patience = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX)
  child.kill('SIGTERM')
  await untilExit(child)
  clearTimeout(patience)
}
