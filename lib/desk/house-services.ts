import { join } from 'node:path'
import { readFirstRunFile } from './first-run-file.ts'
import { inheritedEnv } from './inherited-env.ts'
import type { DeskOptions } from './options.ts'
import type { DeskSecrets } from './secrets.ts'
import type { Ports, ServiceSpec } from './services/service.ts'

/**
 * Each thread of a process takes memory from a heap of its own, and glibc keeps what they give back: with two heaps
 * for all, the runner that scans patterns beside its work holds half as much. Left alone, the room for what is young
 * grows to 128 MB in a runner that is busy for a minute, and stays.
 */
const SMALL_HEAPS = { MALLOC_ARENA_MAX: '2', NODE_OPTIONS: '--max-semi-space-size=8' }

/** The simulated market is the same in every house unless EXCHANGE_SEED says otherwise. */
const DEFAULT_EXCHANGE_SEED = '1'
const ANY_PORT = '0'

export type HousePlan = {
  readonly root: string
  readonly options: DeskOptions
  readonly secrets: DeskSecrets
  /** The app role's: no process gets another. */
  readonly databaseUrl: string
  readonly publicOrigin: string
  /** The desk's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The exchange is a stranger: it learns nothing of Truebook, its database or its secrets. */
export function exchangeService({ root, options, env }: HousePlan): ServiceSpec {
  return {
    name: 'exchange',
    script: join(root, 'bin', 'exchange.ts'),
    env: {
      EXCHANGE_SEED: DEFAULT_EXCHANGE_SEED,
      ...inheritedEnv('exchange', env),
      EXCHANGE_PORT: ANY_PORT,
      EXCHANGE_CONTROL_PORT: ANY_PORT,
      EXCHANGE_DATA: join(options.folder, 'exchange'),
      ...(options.feed === null ? {} : { EXCHANGE_FEED: options.feed }),
    },
    portVariables: { rest: 'EXCHANGE_PORT', control: 'EXCHANGE_CONTROL_PORT' },
    health: { port: 'rest', path: '/api/v3/ping' },
  }
}

/** Only the runner can open venue keys. */
export function runnerService(plan: HousePlan, exchange: Ports): ServiceSpec {
  return {
    name: 'runner',
    script: join(plan.root, 'bin', 'runner.ts'),
    env: {
      ...sharedEnv('runner', plan, exchange),
      RUNNER_PRIVATE_KEY: plan.secrets.runnerPrivateKey,
      RUNNER_ENCRYPTION_KEY: plan.secrets.runnerEncryptionKey,
    },
    portVariables: {},
    health: null,
  }
}

export function gatewayService(plan: HousePlan, exchange: Ports): ServiceSpec {
  return {
    name: 'gateway',
    script: join(plan.root, 'bin', 'gateway.ts'),
    env: { ...sharedEnv('gateway', plan, exchange), GATEWAY_PORT: ANY_PORT },
    portVariables: { http: 'GATEWAY_PORT' },
    health: { port: 'http', path: '/health' },
  }
}

export function webService(plan: HousePlan, exchange: Ports, gateway: Ports): ServiceSpec {
  return {
    name: 'web',
    script: join(plan.root, 'bin', 'web.ts'),
    env: {
      ...sharedEnv('web', plan, exchange),
      PORT: String(plan.options.port),
      GATEWAY_URL: localUrl(gateway, 'http'),
      NEXTAUTH_URL: plan.publicOrigin,
      NEXTAUTH_SECRET: plan.secrets.nextAuthSecret,
      CURSOR_KEY: plan.secrets.cursorKey,
      WEB_ENCRYPTION_KEY: plan.secrets.webEncryptionKey,
      NEXT_TELEMETRY_DISABLED: '1',
      DESIGN_PAGE: String(readFirstRunFile(plan.options.folder) !== null),
    },
    portVariables: { http: 'PORT' },
    health: { port: 'http', path: '/api/health/ready' },
  }
}

/** The address of a port that a service announced. */
export function localUrl(ports: Ports, name: string): string {
  const port = ports[name]
  if (port === undefined) throw new Error(`a service announced no port named ${name}`)
  return `http://127.0.0.1:${port}`
}

function sharedEnv(
  name: ServiceSpec['name'],
  plan: HousePlan,
  exchange: Ports,
): Record<string, string> {
  return {
    ...SMALL_HEAPS,
    ...inheritedEnv(name, plan.env),
    NODE_ENV: 'production',
    DATABASE_URL: plan.databaseUrl,
    EXCHANGE_URL: localUrl(exchange, 'rest'),
    EXCHANGE_CONTROL_URL: localUrl(exchange, 'control'),
    PUBLIC_ORIGIN: plan.publicOrigin,
    RUNNER_PUBLIC_KEY: plan.secrets.runnerPublicKey,
    ALERT_KEY: plan.secrets.alertKey,
    TRUEBOOK_DATA: plan.options.folder,
  }
}
