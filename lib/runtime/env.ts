import * as z from 'zod'

/**
 * Everything a process takes from its environment, in one place; `.env.example` says the same by test. The
 * desk sets what its own processes need, so a desk runs without any of it.
 */
const KEY_TEXT = /^[A-Za-z0-9_-]{32,}$/
const key = z.string().regex(KEY_TEXT, 'expected at least 32 characters of base64url')
const url = z.url()
const port = z.coerce.number().int().min(0).max(65_535)
const positive = z.coerce.number().positive()
const connections = z.coerce.number().int().min(1).max(200)

const shared = {
  /** PostgreSQL as the app role. */
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'expected a postgres:// URL'),
  DATABASE_CONNECTIONS_MAX: connections.default(10),
  /** What people type into the browser: links, the origin check and cookies follow it. */
  PUBLIC_ORIGIN: url.default('http://localhost:3000'),
  /** The simulated exchange's Binance-shaped REST and websocket door. */
  EXCHANGE_URL: url.optional(),
  EXCHANGE_CONTROL_URL: url.optional(),
  /** Web seals venue keys to it; only the runner holds the other half. */
  RUNNER_PUBLIC_KEY: z.string().optional(),
  /** Seals what alert channels sign and sign in with: 32 bytes, base64url. Web seals; the runner and gateway open. */
  ALERT_KEY: key.optional(),
  /** Private hosts that people may name as alert channels, comma separated: `ntfy.lan:80,10.0.0.7:8443`. */
  OUTSIDE_ALLOWED: z.string().default(''),
  /** The desk's data folder. */
  TRUEBOOK_DATA: z.string().default('.truebook'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
}

export const webEnv = z.object({
  ...shared,
  PORT: port.default(3000),
  GATEWAY_URL: url.optional(),
  NEXTAUTH_SECRET: key,
  NEXTAUTH_URL: url.optional(),
  CURSOR_KEY: key,
  /** Wraps identity secrets at rest; web's alone. */
  WEB_ENCRYPTION_KEY: key.optional(),
  /** Proxies whose X-Forwarded-For is believed, comma separated: `10.0.0.0/8,192.168.1.1/32`. */
  TRUSTED_PROXY_CIDRS: z.string().default(''),
  /** Who has it may read /api/metrics; without one nobody may. */
  METRICS_TOKEN: key.optional(),
  /** Multiplies every rate limit but those on credentials: load tests raise it. */
  RATE_LIMIT_FACTOR: positive.default(1),
  /** Shows /desk/design, where every part of a page stands in every state; a demo has it. */
  DESIGN_PAGE: z.stringbool().default(false),
  /** Where rate limits are counted when several web processes share them; in memory without. */
  UPSTASH_REDIS_REST_URL: url.optional(),
  UPSTASH_REDIS_REST_TOKEN: z.string().optional(),
})
export type WebEnv = z.output<typeof webEnv>

export const gatewayEnv = z.object({
  ...shared,
  /** A free port when it is 0. */
  GATEWAY_PORT: port.default(0),
})
export type GatewayEnv = z.output<typeof gatewayEnv>

export const runnerEnv = z.object({
  ...shared,
  /** Opens what web sealed: X25519 in PKCS 8, base64url. The runner's alone. */
  RUNNER_PRIVATE_KEY: key,
  /** Wraps venue keys at rest: 32 bytes, base64url. The runner's alone. */
  RUNNER_ENCRYPTION_KEY: key,
  /** Orders with real money leave the house only with 1. */
  LIVE_TRADING: z.enum(['0', '1']).default('0'),
})
export type RunnerEnv = z.output<typeof runnerEnv>

/** Reads and checks the environment. Throws one error that names every variable that is wrong. */
export function readEnv<Schema extends z.ZodType>(
  schema: Schema,
  source: Readonly<Record<string, string | undefined>> = process.env,
): z.output<Schema> {
  const given = Object.entries(source).filter(([, value]) => value !== '')
  const result = schema.safeParse(Object.fromEntries(given))
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new Error(`the environment is not complete: ${problems.join('; ')}`)
}
