import { Ratelimit } from '@upstash/ratelimit'
import { Redis } from '@upstash/redis'
import { WindowCounters } from './window-counters.ts'

export type RateRule = { readonly name: string; readonly tokens: number; readonly windowMs: number }

export type RateVerdict = {
  readonly isAllowed: boolean
  readonly limit: number
  readonly remaining: number
  readonly resetAt: number
}

export type RateLimiter = {
  /** Counts one try of `key` and says whether it is within the rule. */
  take(rule: RateRule, key: string): Promise<RateVerdict>
  /** Gives a try back: one that turned out to be no abuse. */
  giveBack(rule: RateRule, key: string): Promise<void>
}

export type RateBackend = { readonly url: string; readonly token: string }

const BACKEND_TIMEOUT_MS = 1_000

/**
 * Sliding-window rate limits. With a backend, every process shares the counters; without, or while it does not
 * answer, this process counts for itself: no limit is ever lifted by a failure.
 */
export function createRateLimiter(backend: RateBackend | null): RateLimiter {
  const redis = backend === null ? null : new Redis({ ...backend, retry: { retries: 0 } })
  const own = new Map<string, Ratelimit>()
  const common = new Map<string, Ratelimit>()
  const ownOf = (rule: RateRule) => limiterOf(own, rule, () => new WindowCounters())
  return {
    async take(rule, key) {
      const counted =
        redis &&
        (await tryTake(
          limiterOf(common, rule, () => redis),
          key,
        ))
      return counted ?? verdictOf(await ownOf(rule).limit(key))
    },
    async giveBack(rule, key) {
      await ownOf(rule).limit(key, { rate: -1 })
      // Only a courtesy: a backend that does not answer forgets by itself.
      if (redis)
        await limiterOf(common, rule, () => redis)
          .limit(key, { rate: -1 })
          .catch(ignore)
    },
  }
}

/** null when the backend gave no answer. */
async function tryTake(limiter: Ratelimit, key: string): Promise<RateVerdict | null> {
  try {
    const answer = await limiter.limit(key)
    return answer.reason === 'timeout' ? null : verdictOf(answer)
  } catch {
    return null
  }
}

function limiterOf(
  limiters: Map<string, Ratelimit>,
  rule: RateRule,
  redisOf: () => Pick<Redis, 'eval' | 'evalsha'> | WindowCounters,
): Ratelimit {
  const known = limiters.get(rule.name)
  if (known !== undefined) return known
  const limiter = new Ratelimit({
    // The library asks a Redis for these two commands only.
    redis: redisOf() as Redis,
    limiter: Ratelimit.slidingWindow(rule.tokens, `${rule.windowMs} ms`),
    prefix: `truebook:${rule.name}`,
    timeout: BACKEND_TIMEOUT_MS,
    ephemeralCache: false,
  })
  limiters.set(rule.name, limiter)
  return limiter
}

type Answer = {
  readonly success: boolean
  readonly limit: number
  readonly remaining: number
  readonly reset: number
}

function verdictOf({ success, limit, remaining, reset }: Answer): RateVerdict {
  return { isAllowed: success, limit, remaining: Math.max(0, remaining), resetAt: reset }
}

function ignore(): void {}
