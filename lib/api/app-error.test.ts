import { expect, test, vi } from 'vitest'
import { AppError } from './app-error.ts'

test('a failure made by another copy of the class is one all the same', async () => {
  vi.resetModules()
  const copy = await import('./app-error.ts')
  expect(copy.AppError).not.toBe(AppError)
  expect(new copy.AppError('NOT_FOUND', { public: 'gone' })).toBeInstanceOf(AppError)
})

test('nothing else is one', () => {
  for (const value of [new Error('x'), { code: 'NOT_FOUND' }, null, undefined, 'NOT_FOUND']) {
    expect(value instanceof AppError).toBe(false)
  }
})
