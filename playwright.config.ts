import { defineConfig } from '@playwright/test'
import { freshFolder } from './e2e/fresh-folder.ts'
import { findChromium } from './scripts/test-stages/find-chromium.ts'

/** Every run has a desk of its own in a fresh folder. Who names a folder may keep its desk running between runs. */
const port = process.env['E2E_PORT'] ?? '3100'
const namedFolder = process.env['E2E_DATA']
const folder = namedFolder ?? freshFolder()
// The workers read this file too, and find the folder named.
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
/** Starts a second desk, without a demo and on a replayed market. */
const OWN_DESK = 'own-desk.spec.ts'
/** What only a finger does. */
const TOUCH = 'touch.spec.ts'
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
    // Recording every step takes time that a small machine does not have: E2E_TRACE=1 asks for it.
    trace: process.env['E2E_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      args: QUIET_CHROMIUM,
      ...(executablePath === null ? {} : { executablePath }),
    },
  },
  projects: [
    { name: 'sign-in', testMatch: 'sign-in.setup.ts', use: DESKTOP },
    {
      name: 'desktop',
      testMatch: '*.spec.ts',
      testIgnore: [OWN_DESK, TOUCH],
      use: DESKTOP,
      dependencies: ['sign-in'],
    },
    { name: 'own-desk', testMatch: OWN_DESK, use: DESKTOP },
    {
      name: 'phone',
      testMatch: ['every-page.spec.ts', TOUCH],
      use: PHONE,
      dependencies: ['sign-in'],
    },
  ],
  webServer: {
    command: `node bin/desk.ts --data ${folder} --port ${port}`,
    url: `${baseURL}/api/health/live`,
    timeout: DESK_START_MS_MAX,
    gracefulShutdown: { signal: 'SIGTERM', timeout: DESK_STOP_MS_MAX },
    stdout: 'pipe',
    reuseExistingServer: process.env['CI'] === undefined && namedFolder !== undefined,
  },
})
