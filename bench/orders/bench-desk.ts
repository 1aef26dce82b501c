import type { FirstRunUser } from '#desk/first-run-file.ts'
import { startPostgres } from '#desk/postgres/start-postgres.ts'
import { startTemporaryDesk } from '../../scripts/tools/temporary-desk.ts'

export type BenchDesk = AsyncDisposable & {
  readonly url: string
  /** The process ids of the desk's parts, PostgreSQL's main process among them. */
  readonly pids: Readonly<Record<string, number>>
  /** PostgreSQL as the owner of the schema. */
  readonly ownerUrl: string
  /** PostgreSQL past row level security, for reading what all processes wrote. */
  readonly superuserUrl: string
  readonly trader: FirstRunUser
  readonly admin: FirstRunUser
}

/** What a venue, and the desk's own doors, must let through for a load test; and logs that cost nothing. */
const LOAD_TEST_ENV = {
  EXCHANGE_WEIGHT_PER_MINUTE: '100000000',
  EXCHANGE_ORDERS_PER_10S: '100000000',
  RATE_LIMIT_FACTOR: '1000',
  LOG_LEVEL: 'warn',
}

/** A demo desk with rate limits out of the way. */
export async function startBenchDesk(): Promise<BenchDesk> {
  const desk = await startTemporaryDesk(LOAD_TEST_ENV)
  const person = (wanted: FirstRunUser['role']) => {
    const found = desk.users.find(({ role }) => role === wanted)
    if (found === undefined) throw new Error(`the demo has no ${wanted}`)
    return found
  }
  const postgres = await startPostgres({ folder: desk.folder }) // takes over the one that runs
  const services = Object.entries(desk.services).map(([name, { pid = 0 }]) => [name, pid] as const)
  return {
    url: desk.url,
    pids: { ...Object.fromEntries(services), postgres: postgres.pid },
    ownerUrl: postgres.urlOf('owner', 'truebook'),
    superuserUrl: postgres.urlOf('superuser', 'truebook'),
    trader: person('TRADER'),
    admin: person('ADMIN'),
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  }
}
