import { hash, verify } from '@node-rs/argon2'
import type { Passwords } from '#ports/passwords.ts'
import { Turnstile } from './turnstile.ts'

/** Well above OWASP's least, at about 0.2 s of one core. Argon2id is the library's default. */
export const ARGON2_COST = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 } as const
/** As many at a time as a small machine has cores: a flood of sign-ins waits instead of eating the memory. */
const AT_A_TIME = 2
const PASSWORD_OF_NOBODY = 'the password of nobody'

/** Argon2id. Hashes carry their cost, so that it can be raised later. */
export function argon2Passwords(): Passwords {
  const turnstile = new Turnstile(AT_A_TIME)
  let hashOfNobody: Promise<string> | null = null
  return {
    hash: (password) => turnstile.pass(() => hash(password, ARGON2_COST)),
    async verify(stored, password) {
      hashOfNobody ??= hash(PASSWORD_OF_NOBODY, ARGON2_COST)
      const nobody = await hashOfNobody
      return turnstile.pass(async () => {
        const isRight = await verify(stored ?? nobody, password)
        return stored !== null && isRight
      })
    },
  }
}
