import { AppError } from '#api/app-error.ts'
import type { Health } from '#api/health.ts'
import { isSchemaPresent, newestBeatAgeMs } from '#store/newest-beat.ts'
import type { PublicContext } from '#usecases/public-context.ts'

/** A heartbeat this old is fine, a little late, or missing. */
export const BEAT_OK_MS = 10_000
export const BEAT_LATE_MS = 30_000
const ANSWER_MS_MAX = 1_000
const RETRY_AFTER_SECONDS = 2

export type HealthContext = Pick<PublicContext, 'database' | 'clock'> & {
  readonly lifecycle: { readonly phase: 'serving' | 'draining' }
  /** Asks the simulated exchange whether it answers. */
  readonly exchangeAnswers: (signal: AbortSignal) => Promise<boolean>
}

/** The process answers. Asks nothing of anybody else. */
export async function live({ clock }: Pick<HealthContext, 'clock'>): Promise<Health> {
  return { status: 'ok', time: clock.now() }
}

/** The process may be sent requests. */
export async function ready(ctx: HealthContext): Promise<Health> {
  const reasons: string[] = ctx.lifecycle.phase === 'draining' ? ['DRAINING'] : []
  const schema = await within(ANSWER_MS_MAX, () => isSchemaPresent(ctx.database.pool))
  if (schema === null) reasons.push('DATABASE_UNREACHABLE')
  if (schema === false) reasons.push('SCHEMA_MISSING')
  return healthy(ctx, reasons)
}

export function runner(ctx: HealthContext): Promise<Health> {
  return beating(ctx, 'runner')
}

export function gateway(ctx: HealthContext): Promise<Health> {
  return beating(ctx, 'gateway')
}

export async function exchange(ctx: HealthContext): Promise<Health> {
  const answers = await within(ANSWER_MS_MAX, ctx.exchangeAnswers)
  return healthy(ctx, answers === true ? [] : ['EXCHANGE_UNREACHABLE'])
}

/** What a stranger may know: the house serves, or not. */
export async function house(ctx: HealthContext): Promise<Health> {
  const { status } = await ready(ctx)
  const age = await newestBeatAgeMs(ctx.database.pool, 'runner')
  const isWhole = age !== null && age <= BEAT_OK_MS
  return { status: isWhole ? status : 'degraded', time: ctx.clock.now() }
}

async function beating(ctx: HealthContext, process: string): Promise<Health> {
  const age = await within(ANSWER_MS_MAX, () => newestBeatAgeMs(ctx.database.pool, process))
  if (age === null || age > BEAT_LATE_MS) return healthy(ctx, ['NO_HEARTBEAT'])
  return { status: age <= BEAT_OK_MS ? 'ok' : 'degraded', time: ctx.clock.now() }
}

function healthy({ clock }: HealthContext, reasons: readonly string[]): Health {
  if (reasons.length === 0) return { status: 'ok', time: clock.now() }
  throw new AppError('UNAVAILABLE', {
    public: 'Not healthy.',
    details: { reasons },
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  })
}

/** null when the question failed or took too long: no answer is a finding here, not an accident. */
async function within<Result>(
  ms: number,
  ask: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | null> {
  const signal = AbortSignal.timeout(ms)
  const { promise, resolve } = Promise.withResolvers<null>()
  signal.addEventListener('abort', () => resolve(null), { once: true })
  return Promise.race([ask(signal).catch(() => null), promise])
}
