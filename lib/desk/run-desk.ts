import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { backupRounds } from './backup/backup-rounds.ts'
import { connectExternalDatabase, migrate, startEmbeddedDatabase } from './database.ts'
import { takeFileLock } from './file-lock.ts'
import type { FirstRunContext, FirstRunResult } from './first-run.ts'
import {
  exchangeService,
  gatewayService,
  type HousePlan,
  localUrl,
  runnerService,
  webService,
} from './house-services.ts'
import { awaitFormerServices, readHouseState, writeHouseState } from './house-state.ts'
import type { DeskOptions } from './options.ts'
import { isPortFree } from './ports.ts'
import { buildPages, generateClient } from './prepare-code.ts'
import type { Progress } from './progress.ts'
import { deskSecrets } from './secrets.ts'
import type { ServiceSpec } from './services/service.ts'
import { type SupervisedService, superviseService } from './services/supervise-service.ts'
import { welcome } from './welcome.ts'

export type DeskRun = {
  readonly options: DeskOptions
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborting it stops the desk. */
  readonly signal: AbortSignal
  readonly progress: Progress
  /** Makes the first firm or the set-up token at the first start, and nothing at the next ones. */
  firstRun(context: FirstRunContext): Promise<FirstRunResult>
}

/**
 * Starts the whole house, keeps it running until `signal` is aborted, and then stops it in order: web,
 * gateway, runner, exchange, PostgreSQL. Throws when something does not start, having stopped what did.
 */
export async function runDesk(run: DeskRun): Promise<void> {
  const { options, root, signal, progress } = run
  const startedAt = performance.now()
  mkdirSync(options.folder, { recursive: true })
  using _lock = await lockFolder(options.folder)
  await using house = new AsyncDisposableStack()
  await prepareGround(run)
  const database = await progress.step('database', () => startDatabase(run))
  const backups = backupRounds({
    ...run,
    folder: options.folder,
    stage: database.stage,
    say: progress.say,
  })
  house.defer(backups.sealRest)
  house.defer(() => stopping(progress, 'PostgreSQL', database.stop))
  progress.say(`          ${database.description}`)
  await progress.step('database schema', () => migrate(root, database))
  await progress.step('database client', () => generateClient(root, signal))
  await progress.step('pages', () => buildPages(root, signal))
  const plan: HousePlan = {
    root,
    options,
    secrets: deskSecrets(options.folder),
    databaseUrl: database.appUrl,
    env: run.env,
    publicOrigin: run.env['PUBLIC_ORIGIN'] ?? `http://localhost:${options.port}`,
  }
  backups.start()
  house.defer(backups.stop)
  const { setupToken } = await startHouse({ run, plan, house, ownerUrl: database.ownerUrl })
  const seconds = (performance.now() - startedAt) / 1000
  progress.say(welcome({ plan, seconds, setupToken }))
  await untilAborted(signal)
  progress.say('\nStopping')
}

async function lockFolder(folder: string) {
  const lock = await takeFileLock(join(folder, 'desk.lock'), { waitMs: 0 })
  if (lock !== null) return lock
  const pid = readHouseState(folder)?.pid
  throw new Error(
    `another desk ${pid === undefined ? '' : `(process ${pid}) `}already runs on ${folder}: stop it, or choose another folder with --data`,
  )
}

/** What a killed desk may have left, and what would only be noticed a minute later. */
async function prepareGround({ options, root }: DeskRun): Promise<void> {
  await awaitFormerServices(options.folder, join(root, 'bin'))
  if (await isPortFree(options.port)) return
  throw new Error(`port ${options.port} is taken: choose another one with --port`)
}

function startDatabase({ options, env, progress }: DeskRun) {
  if (options.isExternal) return connectExternalDatabase(options.folder, env)
  return startEmbeddedDatabase(options.folder, progress.say)
}

type HouseStart = {
  readonly run: DeskRun
  readonly plan: HousePlan
  readonly house: AsyncDisposableStack
  readonly ownerUrl: string
}

async function startHouse({ run, plan, house, ownerUrl }: HouseStart): Promise<FirstRunResult> {
  const { progress, signal, options } = run
  const services: Partial<Record<ServiceSpec['name'], SupervisedService>> = {}
  const record = () => {
    const states = Object.entries(services).map(([name, { pid, ports }]) => [
      name,
      { pid: pid(), ports },
    ])
    const state = { url: plan.publicOrigin, pid: process.pid, services: Object.fromEntries(states) }
    writeHouseState(options.folder, state)
  }
  const supervision = {
    folder: options.folder,
    signal,
    say: progress.say,
    onRestart: record,
  }
  const start = async (spec: ServiceSpec) => {
    const service = await progress.step(spec.name, () => superviseService(spec, supervision))
    house.defer(() => stopping(progress, spec.name, service.stop))
    services[spec.name] = service
    record()
    return service.ports
  }
  const exchange = await start(exchangeService(plan))
  const result = await progress.step('first set-up', () =>
    run.firstRun({
      folder: options.folder,
      isDemo: options.isDemo,
      ownerUrl,
      appUrl: plan.databaseUrl,
      exchangeUrl: localUrl(exchange, 'rest'),
      exchangeControlUrl: localUrl(exchange, 'control'),
      publicOrigin: plan.publicOrigin,
      secrets: plan.secrets,
    }),
  )
  await start(runnerService(plan, exchange))
  const gateway = await start(gatewayService(plan, exchange))
  await start(webService(plan, exchange, gateway))
  return result
}

async function stopping(progress: Progress, name: string, stop: () => Promise<void>) {
  await progress.step(`${name} stopped`, stop)
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
