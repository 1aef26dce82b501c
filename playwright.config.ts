import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/test-stages/find-chromium.ts'

/** `npm test` gives each run its own desk; by hand, one stays here between runs. */
const port = process.env['E2E_PORT'] ?? '3100'
const folder = process.env['E2E_DATA'] ?? join(tmpdir(), 'truebook-e2e')
process.env['E2E_DATA'] = folder

const baseURL = `http://localhost:${port}`
const executablePath = findChromium()

/** A first start installs a database, builds the pages and makes a month of market history. */
const DESK_START_MS_MAX = 300_000
const DESK_STOP_MS_MAX = 30_000

/** No traffic of the browser's own, and no graphics card. */
const QUIET_CHROMIUM = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const DESKTOP = { viewport: { width: 1440, height: 900 } }
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true }

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env['CI'] !== undefined,
  use: {
    baseURL,
    trace: 'retain-on-failure',
    launchOptions: {
      args: QUIET_CHROMIUM,
      ...(executablePath === null ? {} : { executablePath }),
    },
  },
  projects: [
    { name: 'sign-in', testMatch: 'sign-in.setup.ts', use: DESKTOP },
    { name: 'desktop', testMatch: '*.spec.ts', use: DESKTOP, dependencies: ['sign-in'] },
    { name: 'phone', testMatch: 'every-page.spec.ts', use: PHONE, dependencies: ['sign-in'] },
  ],
  webServer: {
    // The journeys hurry through in a minute what would spend a whole desk's request budget at the venue.
    env: { EXCHANGE_WEIGHT_PER_MINUTE: '100000' },
    command: `node bin/desk.ts --data ${folder} --port ${port}`,
    url: `${baseURL}/api/health/live`,
    timeout: DESK_START_MS_MAX,
    gracefulShutdown: { signal: 'SIGTERM', timeout: DESK_STOP_MS_MAX },
    stdout: 'pipe',
    reuseExistingServer: process.env['CI'] === undefined,
  },
})
