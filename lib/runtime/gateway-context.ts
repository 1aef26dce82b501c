import { openBinanceFeed } from '#adapters/feeds/binance-feed.ts'
import { openPromMeter, type PromMeter } from '#adapters/metrics/prom-meter.ts'
import { venueIdOf } from '#core/market/instrument.ts'
import type { Clock } from '#ports/clock.ts'
import type { Dice } from '#ports/dice.ts'
import type { Log } from '#ports/log.ts'
import type { MarketFeed } from '#ports/market-feed.ts'
import { type Database, openDatabase } from '#store/database.ts'
import { type Listener, type ListenOptions, listen } from '#store/notifications.ts'
import type { GatewayEnv } from './env.ts'
import { systemClock } from './system-clock.ts'
import { systemDice } from './system-dice.ts'
import { openLog } from './telemetry.ts'

/** Everything that the gateway has: it reads, and never writes money or holds a key. */
export type GatewayHouse = {
  readonly database: Database
  /** Hears the database tell of events and revocations. */
  listen(
    handlers: Pick<ListenOptions, 'channels' | 'onNotification' | 'onListening' | 'onLost'>,
  ): Listener
  /** The venues whose public market data can be heard. */
  readonly feeds: ReadonlyMap<string, MarketFeed>
  readonly clock: Clock
  readonly dice: Dice
  readonly log: Log
  readonly meter: PromMeter
}

const SIMULATED_VENUE = venueIdOf('sim')

/** Opens the gateway's house from its environment. Connections are made when they are needed. */
export function openGatewayHouse(env: GatewayEnv): GatewayHouse {
  const meter = openPromMeter({ process: 'gateway', instance: systemDice.uuid() })
  const onBug = () => meter.count('invariant_violation_total')
  const log = openLog({ process: 'gateway', level: env.LOG_LEVEL, onBug })
  const parts = { clock: systemClock, dice: systemDice, log, meter }
  return {
    ...parts,
    database: openDatabase({
      ...parts,
      url: env.DATABASE_URL,
      applicationName: 'truebook-gateway',
      connectionsMax: env.DATABASE_CONNECTIONS_MAX,
    }),
    listen: (handlers) =>
      listen({
        ...parts,
        ...handlers,
        url: env.DATABASE_URL,
        applicationName: 'truebook-gateway-listener',
      }),
    feeds: new Map(
      env.EXCHANGE_URL === undefined
        ? []
        : [[SIMULATED_VENUE, openBinanceFeed({ ...parts, ...addressesOf(env.EXCHANGE_URL) })]],
    ),
  }
}

/** The exchange answers both dialects at one address. */
function addressesOf(url: string): { readonly restUrl: string; readonly wsUrl: string } {
  const restUrl = url.replace(/\/$/, '')
  return { restUrl, wsUrl: restUrl.replace(/^http/, 'ws') }
}
