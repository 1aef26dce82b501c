import { expect, test } from 'vitest'
import { inheritedEnv } from './inherited-env.ts'

const env = {
  PATH: '/bin',
  LOG_LEVEL: 'debug',
  DATABASE_URL: 'postgres://app',
  DATABASE_OWNER_URL: 'postgres://owner',
  NEXTAUTH_SECRET: 'n',
  RUNNER_PRIVATE_KEY: 'r',
  EXCHANGE_SEED: '7',
  UNSET: undefined,
}

test('the exchange learns nothing of the house', () => {
  expect(inheritedEnv('exchange', env)).toEqual({ PATH: '/bin', EXCHANGE_SEED: '7' })
})

test('each secret reaches its own process alone, and the owner of the schema none', () => {
  const shared = {
    PATH: '/bin',
    LOG_LEVEL: 'debug',
    DATABASE_URL: 'postgres://app',
    EXCHANGE_SEED: '7',
  }
  expect(inheritedEnv('web', env)).toEqual({ ...shared, NEXTAUTH_SECRET: 'n' })
  expect(inheritedEnv('runner', env)).toEqual({ ...shared, RUNNER_PRIVATE_KEY: 'r' })
  expect(inheritedEnv('gateway', env)).toEqual(shared)
})
