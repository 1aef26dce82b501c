import { AppError } from '#api/app-error.ts'
import type { RateRule } from '#edge/rate-limiter.ts'
import type { WebHouse } from '#runtime/web-context.ts'
import { SIGN_IN_ACCOUNT, SIGN_IN_ACCOUNT_LONGER, SIGN_IN_ADDRESS } from './limits.ts'

export type SignInTries = {
  /** The password was right: the tries that it took are free again. */
  giveBack(): Promise<void>
}

/**
 * Counts a try against the account and against the address, before anything is compared, and whether or not
 * anybody has that account. Throws RATE_LIMITED when one of them has none left.
 */
export async function takeSignInTries(
  { limiter, clock }: Pick<WebHouse, 'limiter' | 'clock'>,
  { email, address }: { readonly email: string; readonly address: string },
): Promise<SignInTries> {
  const account = email.trim().toLowerCase()
  const tries: readonly (readonly [RateRule, string])[] = [
    [SIGN_IN_ADDRESS, address],
    ...[SIGN_IN_ACCOUNT, ...SIGN_IN_ACCOUNT_LONGER].map((rule) => [rule, account] as const),
  ]
  const giveBack = async (taken: typeof tries) => {
    await Promise.all(taken.map(([rule, key]) => limiter.giveBack(rule, key)))
  }
  for (const [place, [rule, key]] of tries.entries()) {
    const verdict = await limiter.take(rule, key)
    if (verdict.isAllowed) continue
    // What is not compared was no guess at the account; the address is to blame all the same.
    await giveBack(tries.slice(1, place))
    throw tooManyTries(verdict.resetAt - clock.now())
  }
  return { giveBack: () => giveBack(tries) }
}

const MINUTE_MS = 60_000

function tooManyTries(waitMs: number): AppError {
  const minutes = Math.max(1, Math.ceil(waitMs / MINUTE_MS))
  return new AppError('RATE_LIMITED', {
    public: `Too many tries: wait ${minutes} minutes before the next one.`,
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
  })
}
