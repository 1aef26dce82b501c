import { openPromMeter, type PromMeter } from '#adapters/metrics/prom-meter.ts'
import { openKeyVault } from '#adapters/secrets/open-key-vault.ts'
import { openVenues, type Venues } from '#adapters/venues/open-venues.ts'
import { openPaperDesk } from '#adapters/venues/paper-desk.ts'
import type { Clock } from '#ports/clock.ts'
import type { Dice } from '#ports/dice.ts'
import type { Log } from '#ports/log.ts'
import type { OrderPathStore } from '#ports/order-path-store.ts'
import type { KeyVault, PaperDesk } from '#ports/venue-keys.ts'
import { type Database, openDatabase, type ScopedDatabase } from '#store/database.ts'
import { type Listener, type ListenOptions, listen } from '#store/notifications.ts'
import { orderPathStore } from '#store/order-path.ts'
import type { RunnerEnv } from './env.ts'
import { systemClock } from './system-clock.ts'
import { systemDice } from './system-dice.ts'
import { openLog } from './telemetry.ts'

/** Everything that the runner has. It alone opens venue keys and speaks with venues for an account. */
export type RunnerHouse = {
  readonly database: Database
  readonly venues: Venues
  readonly vault: KeyVault
  /** Opens accounts at the simulated exchange. */
  readonly paperDesk: PaperDesk
  /** Whether a simulated exchange is part of this house. */
  readonly hasExchange: boolean
  readonly mayTradeLive: boolean
  readonly clock: Clock
  readonly dice: Dice
  readonly log: Log
  readonly meter: PromMeter
  /** What the house sees and writes of one firm. */
  withOrganization(organizationId: string): RunnerScope
  listen(
    handlers: Pick<ListenOptions, 'channels' | 'onNotification' | 'onListening' | 'onLost'>,
  ): Listener
  close(): Promise<void>
}

export type RunnerScope = { readonly db: ScopedDatabase; readonly orderPath: OrderPathStore }

/** A port that nothing listens on: without a simulated exchange its venue does not answer. */
const NO_EXCHANGE_URL = 'http://127.0.0.1:9'

/** Opens the runner's house from its environment. Connections are made when they are needed. */
export function openRunnerHouse(env: RunnerEnv): RunnerHouse {
  const meter = openPromMeter({ process: 'runner', instance: systemDice.uuid() })
  const onBug = () => meter.count('invariant_violation_total')
  const log = openLog({ process: 'runner', level: env.LOG_LEVEL, onBug })
  const parts = { clock: systemClock, dice: systemDice, log, meter }
  const database = openDatabase({
    ...parts,
    url: env.DATABASE_URL,
    applicationName: 'truebook-runner',
    connectionsMax: env.DATABASE_CONNECTIONS_MAX,
  })
  const scopes = new Map<string, RunnerScope>()
  return {
    ...parts,
    database,
    venues: openVenues({ ...parts, simulatedUrl: env.EXCHANGE_URL ?? NO_EXCHANGE_URL }),
    vault: openKeyVault({
      privateKey: env.RUNNER_PRIVATE_KEY,
      encryptionKey: env.RUNNER_ENCRYPTION_KEY,
    }),
    paperDesk: openPaperDesk(env.EXCHANGE_CONTROL_URL ?? NO_EXCHANGE_URL),
    hasExchange: env.EXCHANGE_URL !== undefined,
    mayTradeLive: env.LIVE_TRADING === '1',
    withOrganization: (organizationId) => {
      const scope = scopes.get(organizationId) ?? openScope(database, organizationId)
      scopes.set(organizationId, scope)
      return scope
    },
    listen: (handlers) =>
      listen({
        ...parts,
        ...handlers,
        url: env.DATABASE_URL,
        applicationName: 'truebook-runner-listener',
      }),
    close: () => database.close(),
  }
}

function openScope(database: Database, organizationId: string): RunnerScope {
  const db = database.scoped({ organizationId, clientId: null })
  return { db, orderPath: orderPathStore(db) }
}
