import { expect, test } from 'vitest'
import { withinDeadline } from './within-deadline.ts'

test('work that is in time gives what it gives, and fails as it fails', async () => {
  expect(await withinDeadline(async () => 'done', 1_000)).toBe('done')
  const failed = withinDeadline(() => Promise.reject(new Error('planned')), 1_000)
  await expect(failed).rejects.toThrow('planned')
})

test('work that takes too long is told so and no longer waited for', async () => {
  const told = Promise.withResolvers<unknown>()
  const waited = withinDeadline((signal) => {
    signal.addEventListener('abort', () => told.resolve(signal.reason))
    return Promise.withResolvers<never>().promise
  }, 1)
  await expect(waited).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', status: 503 })
  expect(await told.promise).toMatchObject({ code: 'DEADLINE_EXCEEDED' })
})
