import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { migrate, startEmbeddedDatabase } from '#desk/database.ts'
import { exchangeService, type HousePlan, runnerService } from '#desk/house-services.ts'
import { claimedPostmaster } from '#desk/postgres/postmaster.ts'
import { type EmbeddedPostgres, startPostgres } from '#desk/postgres/start-postgres.ts'
import { deskSecrets } from '#desk/secrets.ts'
import type { Ports, ServiceSpec } from '#desk/services/service.ts'
import { type SupervisedService, superviseService } from '#desk/services/supervise-service.ts'
import { openTestHouse } from '../backed-up-desk.ts'
import type { TestAccount, TestFirm } from '../builders/firm.ts'
import { openPaperFirm } from '../running-desk.ts'
import { ExchangeControl } from '../start-exchange.ts'
import { FaultProxy } from './fault-proxy.ts'

const ROOT = resolve(import.meta.dirname, '..', '..')
const ENTERABLE = 0o711
const DATABASE = 'truebook'
/** Chaos sends more than Binance lets one address ask. */
export const GENEROUS_LIMITS = {
  requestWeightPerMinute: 1_000_000,
  ordersPer10s: 100_000,
  ordersPerDay: 1_000_000,
}
export const RUNNERS = ['runner-1', 'runner-2'] as const
export type RunnerName = (typeof RUNNERS)[number]

/** The real house: its own PostgreSQL, the exchange behind a proxy, two runners, all supervised as in a desk. */
export type ChaosHouse = {
  /** The data folder, as a desk has one. */
  readonly folder: string
  readonly server: EmbeddedPostgres
  /** How a process of this house is started; through the proxies, as the runners are. */
  readonly plan: HousePlan
  readonly exchangePorts: Ports
  launch(name: string, spec: ServiceSpec): Promise<SupervisedService>
  /** Starts one more runner, on another database; the caller stops it. */
  startRunner(databaseUrl: string): Promise<SupervisedService>
  stopRunners(): Promise<void>
  readonly firm: TestFirm
  readonly trader: Awaited<ReturnType<typeof openPaperFirm>>['trader']
  readonly account: TestAccount
  /** Between the runners and the exchange. */
  readonly proxy: FaultProxy
  /** Between the runners and PostgreSQL. */
  readonly databaseProxy: FaultProxy
  readonly control: ExchangeControl
  /** Sees every firm; survives the database's death. */
  readonly admin: pg.Pool
  /** When the account was halted, from the answer to the halt until the wish to resume. */
  readonly halts: { readonly from: number; readonly until: number }[]
  /** What the supervisor said. */
  readonly said: readonly string[]
  /** Lines of the runners' logs. */
  runnerLog(): readonly string[]
  runnerPid(name: RunnerName): number | undefined
  exchangePid(): number | undefined
  postgresPid(): number | undefined
  [Symbol.asyncDispose](): Promise<void>
}

export async function openChaosHouse(seed: number): Promise<ChaosHouse> {
  await using opening = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'truebook-chaos-'))
  opening.defer(() => rmSync(folder, { recursive: true, force: true }))
  chmodSync(folder, ENTERABLE)
  const said: string[] = []
  const say = (line: string) => said.push(line)
  const database = await startEmbeddedDatabase(folder, say)
  opening.defer(database.stop)
  await migrate(ROOT, database)
  const plan = planOf({ folder, databaseUrl: database.appUrl, seed })
  const launch = (name: string, spec: ServiceSpec) =>
    superviseService(spec, {
      folder: join(folder, name),
      say: (line: string) => say(`${name}: ${line}`),
      signal: NEVER,
      onRestart: () => undefined,
    })
  const start = async (name: string, spec: ServiceSpec) => {
    const service = await launch(name, spec)
    opening.defer(service.stop)
    return service
  }
  const exchange = await start('exchange', exchangeService(plan))
  const { rest = 0, control: controlPort = 0 } = exchange.ports
  const control = new ExchangeControl(`http://127.0.0.1:${controlPort}`)
  await control.setLimits(GENEROUS_LIMITS)
  const proxy = opening.use(await FaultProxy.open(rest))
  const seenByRunners = { rest: proxy.port, control: controlPort }
  const server = await startPostgres({ folder })
  const databaseProxy = opening.use(await FaultProxy.open(server.port))
  const behindProxy = { ...plan, databaseUrl: throughPort(plan.databaseUrl, databaseProxy.port) }
  const runners = new Map<RunnerName, SupervisedService>()
  for (const name of RUNNERS) {
    runners.set(name, await start(name, runnerService(behindProxy, seenByRunners)))
  }
  const house = openTestHouse(database.appUrl)
  opening.defer(() => house.close())
  const { firm, trader, openAccount } = await openPaperFirm({ database: house })
  const admin = new pg.Pool({ connectionString: server.urlOf('superuser', DATABASE), max: 3 })
  admin.on('error', () => undefined)
  opening.defer(() => admin.end())
  const account = await openAccount()
  const stack = opening.move()
  return {
    folder,
    server,
    plan: behindProxy,
    exchangePorts: seenByRunners,
    launch,
    startRunner: (databaseUrl) =>
      launch('runner-3', runnerService({ ...plan, databaseUrl }, seenByRunners)),
    async stopRunners() {
      await Promise.all([...runners.values()].map((runner) => runner.stop()))
    },
    firm,
    trader,
    account,
    proxy,
    databaseProxy,
    halts: [],
    control,
    admin,
    said,
    runnerLog: () =>
      RUNNERS.flatMap((name) =>
        readFileSync(join(folder, name, 'logs', 'runner.log'), 'utf8').split('\n'),
      ),
    runnerPid: (name) => runners.get(name)?.pid(),
    exchangePid: () => exchange.pid(),
    postgresPid: () => claimedPostmaster(server.dataFolder)?.pid,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

function throughPort(url: string, port: number): string {
  const through = new URL(url)
  through.port = String(port)
  return through.toString()
}

const NEVER = new AbortController().signal

function planOf({
  folder,
  databaseUrl,
  seed,
}: {
  readonly folder: string
  readonly databaseUrl: string
  readonly seed: number
}): HousePlan {
  return {
    root: ROOT,
    options: { folder, port: 0, isDemo: false, isExternal: false, feed: null },
    secrets: deskSecrets(folder),
    databaseUrl,
    publicOrigin: 'http://localhost:3000',
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', EXCHANGE_SEED: String(seed) },
  }
}
