import { defineConfig } from '@playwright/test'
import { demoDesks } from './e2e/demo-desks.ts'
import { findChromium } from './scripts/test-stages/find-chromium.ts'

/** Who names a folder may keep its desks running between runs. */
const isFolderNamed = process.env['E2E_DATA'] !== undefined
const desks = demoDesks()
const executablePath = findChromium()

/** A first start installs a database, builds the pages and makes a month of market history. */
const DESK_START_MS_MAX = 600_000
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
  workers: desks.length,
  retries: 0,
  // Generous, for a busy machine: what must be quick, tests measure.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: process.env['CI'] !== undefined,
  use: {
    // Recording every step takes time that a small machine does not have: E2E_TRACE=1 asks for it.
    trace: process.env['E2E_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      args: QUIET_CHROMIUM,
      ...(executablePath === null ? {} : { executablePath }),
    },
  },
  // Those that take longest begin first, so that no worker is left alone with one of them.
  projects: [
    { name: 'sign-in', testMatch: 'sign-in.setup.ts', use: DESKTOP },
    {
      name: 'phone',
      testMatch: ['every-page.spec.ts', TOUCH],
      use: PHONE,
      dependencies: ['sign-in'],
    },
    {
      name: 'desktop',
      testMatch: '*.spec.ts',
      testIgnore: [OWN_DESK, TOUCH],
      use: DESKTOP,
      dependencies: ['sign-in'],
    },
    // Needs nobody signed in, but nobody should wait for it before the others.
    { name: 'own-desk', testMatch: OWN_DESK, use: DESKTOP, dependencies: ['sign-in'] },
  ],
  // Started one after the other: the first builds the pages that all of them serve.
  webServer: desks.map(({ folder, port, url }) => ({
    command: `node bin/desk.ts --data ${folder} --port ${port}`,
    url: `${url}/api/health/live`,
    timeout: DESK_START_MS_MAX,
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: DESK_STOP_MS_MAX },
    stdout: 'pipe' as const,
    reuseExistingServer: process.env['CI'] === undefined && isFolderNamed,
  })),
})
