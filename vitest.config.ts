import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/longest-first.ts'

const databaseSetup = { globalSetup: ['test/start-database.ts'] }
const never = ['**/node_modules/**', '.next/**', '.truebook/**', 'generated/**', 'e2e/**']
const databaseTests = '**/*.db.test.ts'
const conformanceTests = '**/*.conformance.test.ts'

/** Two workers: tests share a small machine with a PostgreSQL and a browser. */
const MAX_WORKERS = 2

export default defineConfig({
  test: {
    maxWorkers: MAX_WORKERS,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...never, databaseTests, conformanceTests],
          // Some start an exchange of their own, which on a busy machine takes its time.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: [databaseTests],
          exclude: never,
          // A hook may load a year of history, and a machine be busy.
          testTimeout: 120_000,
          hookTimeout: 240_000,
          ...databaseSetup,
        },
      },
      {
        extends: true,
        test: {
          name: 'conformance',
          include: [conformanceTests],
          exclude: never,
          // These mostly wait, each for a condition of its own: what must be quick is measured, not timed out.
          testTimeout: 240_000,
          hookTimeout: 120_000,
          ...databaseSetup,
        },
      },
    ],
  },
})
