import * as z from 'zod'
import { RATE_LIMITS_DEFAULT } from '#exchange/rest/rate-limits.ts'
import type { ExchangeSettings } from '#exchange/start-exchange.ts'

const WHOLE = /^\d{1,9}$/
const whole = z
  .string()
  .regex(WHOLE, { error: ({ input }) => `expected a whole number, found '${input}'` })
  .transform(Number)

/** What the simulated exchange takes from its environment; the desk hands these names on to it and to nobody else. */
export const exchangeEnv = z.object({
  /** Free ports when they are 0. */
  EXCHANGE_PORT: whole.default(0),
  EXCHANGE_CONTROL_PORT: whole.default(0),
  EXCHANGE_DATA: z.string().default('.truebook/exchange'),
  /** The same seed makes the same history and the same agents. */
  EXCHANGE_SEED: whole.default(20_250_403),
  /** `FILE[:SYMBOL]` or `live:VENUE`; without, the market is simulated. */
  EXCHANGE_FEED: z.string().optional(),
  /** `off` leaves the books to the clients. */
  EXCHANGE_AGENTS: z.enum(['on', 'off']).default('on'),
  /** Binance's published limits: request weight per address, orders per account. */
  EXCHANGE_WEIGHT_PER_MINUTE: whole.default(RATE_LIMITS_DEFAULT.requestWeightPerMinute),
  EXCHANGE_ORDERS_PER_10S: whole.default(RATE_LIMITS_DEFAULT.ordersPer10s),
})
export type ExchangeEnv = z.output<typeof exchangeEnv>

/** What an exchange is started with. */
export function exchangeSettingsOf(env: ExchangeEnv): Omit<ExchangeSettings, 'onCrash'> {
  return {
    port: env.EXCHANGE_PORT,
    controlPort: env.EXCHANGE_CONTROL_PORT,
    dataFolder: env.EXCHANGE_DATA,
    seed: env.EXCHANGE_SEED,
    feed: env.EXCHANGE_FEED,
    limits: {
      ...RATE_LIMITS_DEFAULT,
      requestWeightPerMinute: env.EXCHANGE_WEIGHT_PER_MINUTE,
      ordersPer10s: env.EXCHANGE_ORDERS_PER_10S,
    },
    hasAgents: env.EXCHANGE_AGENTS === 'on',
  }
}
