import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openProcessLog, type ProcessLog } from '../process-log.ts'
import { isReadyMessage, type Ports, type ServiceSpec } from './service.ts'
import { waitUntilHealthy } from './wait-until-healthy.ts'

export type Launched = { readonly child: ChildProcess; readonly ports: Ports }

export type LaunchOptions = {
  readonly folder: string
  /** Ports the service had before; empty at its first start. */
  readonly ports: Ports
  readonly signal: AbortSignal
  /** How long a service may take until it serves. The exchange makes a month of history at its first start. */
  readonly readyMsMax?: number
}

const READY_MS_MAX = 180_000
const LOG_LINES_SHOWN = 15

/**
 * Starts the process and resolves when it is healthy; throws, having ended it, when it ends before, takes too
 * long, or `signal` is aborted. Its output goes to `<folder>/logs/<name>.log`.
 *
 * It gets a process group of its own, so that Ctrl-C reaches only the supervisor, and a channel whose closing
 * tells it to end, however the supervisor ended.
 */
export async function launchService(spec: ServiceSpec, options: LaunchOptions): Promise<Launched> {
  if (!existsSync(spec.script)) {
    throw new Error(`${spec.name} cannot start: ${spec.script} does not exist`)
  }
  const log = openProcessLog(join(options.folder, 'logs', `${spec.name}.log`))
  const child = fork(spec.script, {
    env: { NODE_ENV: 'production', ...spec.env, ...portsAsEnv(spec, options.ports) },
    stdio: ['ignore', log.file, log.file, 'ipc'],
    detached: true,
  })
  log.closeOurs()
  const patience = AbortSignal.any([
    options.signal,
    AbortSignal.timeout(options.readyMsMax ?? READY_MS_MAX),
  ])
  try {
    const ports = await announcement(child, patience)
    await untilEnd(child, waitUntilHealthy(spec, ports, patience))
    return { child, ports }
  } catch (cause) {
    child.kill('SIGKILL')
    throw new Error(`${spec.name} did not start: ${reasonOf(cause)}${lastLines(log)}`, { cause })
  }
}

function portsAsEnv(spec: ServiceSpec, ports: Ports): Record<string, string> {
  const known = Object.entries(spec.portVariables).filter(([name]) => ports[name] !== undefined)
  return Object.fromEntries(known.map(([name, variable]) => [variable, String(ports[name])]))
}

function announcement(child: ChildProcess, signal: AbortSignal): Promise<Ports> {
  const announced = new Promise<Ports>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    child.on('message', (message) => {
      if (isReadyMessage(message)) resolve(message.ports)
    })
  })
  return untilEnd(child, announced)
}

function untilEnd<T>(child: ChildProcess, work: Promise<T>): Promise<T> {
  const end = new Promise<never>((_resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`it ended with ${signal ?? code}`)))
  })
  return Promise.race([work, end])
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return cause.name === 'TimeoutError' ? 'it was not ready in time' : cause.message
}

function lastLines(log: ProcessLog): string {
  const lines = log.newText().trimEnd().split('\n').slice(-LOG_LINES_SHOWN)
  return `\n${lines.map((line) => `    ${line}`).join('\n')}\n    (${log.path})`
}
