import { expect, test } from 'vitest'
import { argon2Passwords } from './argon2-passwords.ts'
import { Turnstile } from './turnstile.ts'

test('a password is recognized by its hash, and only it', async () => {
  const passwords = argon2Passwords()
  const hash = await passwords.hash('correct horse battery')
  expect(hash).toMatch(/^\$argon2id\$/)
  expect(await passwords.verify(hash, 'correct horse battery')).toBe(true)
  expect(await passwords.verify(hash, 'correct horse batterY')).toBe(false)
})

test('nobody has a password, not even the one that is compared for them', async () => {
  expect(await argon2Passwords().verify(null, 'the password of nobody')).toBe(false)
})

test('a turnstile never lets more through than it has places, and loses nobody', async () => {
  const turnstile = new Turnstile(2)
  let inside = 0
  let most = 0
  const visit = () =>
    turnstile.pass(async () => {
      most = Math.max(most, ++inside)
      await Promise.resolve()
      inside--
      return 'left'
    })
  const failed = turnstile.pass(() => Promise.reject(new Error('planned')))
  const all = Promise.all(Array.from({ length: 20 }, visit))
  await expect(failed).rejects.toThrow('planned')
  expect(await all).toHaveLength(20)
  expect(most).toBeLessThanOrEqual(2)
})
