import { setTimeout as delay } from 'node:timers/promises'
import type { Ports, ServiceSpec } from './service.ts'

const POLL_MS = 50
const REQUEST_MS_MAX = 5_000

/** Asks the service's health address until it answers 2xx; rejects when `signal` is aborted. */
export async function waitUntilHealthy(
  spec: ServiceSpec,
  ports: Ports,
  signal: AbortSignal,
): Promise<void> {
  if (spec.health === null) return
  const port = ports[spec.health.port]
  if (port === undefined) throw new Error(`it announced no port named ${spec.health.port}`)
  const url = `http://127.0.0.1:${port}${spec.health.path}`
  while (!(await isHealthy(url))) await delay(POLL_MS, undefined, { signal })
}

/** A refused connection means not yet. */
function isHealthy(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(REQUEST_MS_MAX) }).then(
    (response) => response.ok,
    () => false,
  )
}
