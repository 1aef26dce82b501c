import { openPromMeter, type PromMeter } from '#adapters/metrics/prom-meter.ts'
import { argon2Passwords } from '#adapters/passwords/argon2-passwords.ts'
import { openSealer } from '#adapters/secrets/seal.ts'
import { AppError } from '#api/app-error.ts'
import { createRateLimiter, type RateLimiter } from '#edge/rate-limiter.ts'
import type { Clock } from '#ports/clock.ts'
import type { Dice } from '#ports/dice.ts'
import type { Log } from '#ports/log.ts'
import type { Passwords } from '#ports/passwords.ts'
import type { KeySealer } from '#ports/venue-keys.ts'
import { type Database, openDatabase } from '#store/database.ts'
import { type AlertParts, openAlertParts } from './alerts/alert-parts.ts'
import { readEnv, type WebEnv, webEnv } from './env.ts'
import { systemClock } from './system-clock.ts'
import { systemDice } from './system-dice.ts'
import { openLog } from './telemetry.ts'

/** Everything that the web process has: wired once, used by every request. */
export type WebHouse = {
  /** Where the code is, and docs/runbooks with it. */
  readonly root: string
  readonly env: WebEnv
  readonly database: Database
  readonly passwords: Passwords
  readonly limiter: RateLimiter
  readonly sealer: KeySealer
  /** Checks where alert channels lead and locks their secrets away. */
  readonly alerts: Pick<AlertParts, 'outside' | 'vault'>
  readonly clock: Clock
  readonly dice: Dice
  readonly log: Log
  readonly meter: PromMeter
  /** A process that drains answers what it has and asks for no more. */
  readonly lifecycle: { phase: 'serving' | 'draining' }
}

/** Next bundles route handlers and pages apart: the process has one house all the same. */
const HOUSE = Symbol.for('truebook.web-house')
const kept = globalThis as typeof globalThis & { [HOUSE]?: WebHouse }

/** The web process's house, opened at the first use, which says where the code is. */
export function webHouse(root = '.'): WebHouse {
  kept[HOUSE] ??= openWebHouse(readEnv(webEnv), root)
  return kept[HOUSE]
}

/** Opens a house from its environment. Connections are made when they are needed. */
export function openWebHouse(env: WebEnv, root: string): WebHouse {
  const meter = openPromMeter({ process: 'web', instance: systemDice.uuid() })
  const onBug = () => meter.count('invariant_violation_total')
  const log = openLog({ process: 'web', level: env.LOG_LEVEL, onBug })
  const backend =
    env.UPSTASH_REDIS_REST_URL && env.UPSTASH_REDIS_REST_TOKEN
      ? { url: env.UPSTASH_REDIS_REST_URL, token: env.UPSTASH_REDIS_REST_TOKEN }
      : null
  return {
    root,
    env,
    database: openDatabase({
      url: env.DATABASE_URL,
      applicationName: 'truebook-web',
      connectionsMax: env.DATABASE_CONNECTIONS_MAX,
      clock: systemClock,
      dice: systemDice,
      log,
      meter,
    }),
    passwords: argon2Passwords(),
    limiter: createRateLimiter(backend),
    sealer: sealerFor(env.RUNNER_PUBLIC_KEY),
    alerts: openAlertParts(env),
    clock: systemClock,
    dice: systemDice,
    log,
    meter,
    lifecycle: { phase: 'serving' },
  }
}

/** A desk that was told no runner's key takes no venue keys; everything else works. */
function sealerFor(runnerPublicKey: string | undefined): KeySealer {
  if (runnerPublicKey !== undefined) return openSealer(runnerPublicKey)
  return {
    seal() {
      throw new AppError('UNAVAILABLE', {
        public: 'This desk takes no venue keys: RUNNER_PUBLIC_KEY is not set.',
      })
    },
  }
}
