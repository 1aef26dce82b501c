import { RATE_LIMITS_DEFAULT } from './rest/rate-limits.ts'
import type { ExchangeSettings } from './start-exchange.ts'

const SEED_DEFAULT = 20_250_403
const DATA_DEFAULT = '.truebook/exchange'

/** Reads the environment; throws with what was expected and found. A port of 0 takes a free one. */
export function readExchangeSettings(
  env: Readonly<Record<string, string | undefined>>,
): Omit<ExchangeSettings, 'onCrash'> {
  return {
    port: integer(env, 'EXCHANGE_PORT', 0),
    controlPort: integer(env, 'EXCHANGE_CONTROL_PORT', 0),
    dataFolder: env['EXCHANGE_DATA'] || DATA_DEFAULT,
    seed: integer(env, 'EXCHANGE_SEED', SEED_DEFAULT),
    feed: env['EXCHANGE_FEED'] || undefined,
    limits: {
      ...RATE_LIMITS_DEFAULT,
      requestWeightPerMinute: integer(
        env,
        'EXCHANGE_WEIGHT_PER_MINUTE',
        RATE_LIMITS_DEFAULT.requestWeightPerMinute,
      ),
      ordersPer10s: integer(env, 'EXCHANGE_ORDERS_PER_10S', RATE_LIMITS_DEFAULT.ordersPer10s),
    },
    hasAgents: env['EXCHANGE_AGENTS'] !== 'off',
  }
}

function integer(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  fallback: number,
): number {
  const text = env[name]
  if (text === undefined || text === '') return fallback
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new RangeError(`${name}: expected a whole number, found '${text}'`)
}
