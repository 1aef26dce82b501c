import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import type { FirstRunUser } from '#desk/first-run-file.ts'
import { signIn } from '../../e2e/sign-in.ts'
import { ensureChromium } from '../test-stages/ensure-chromium.ts'
import { root } from '../tools/run-command.ts'
import { startTemporaryDesk } from '../tools/temporary-desk.ts'
import { seedOrders } from './seed-orders.ts'

type Picture = {
  readonly name: string
  readonly path: string
  readonly role: FirstRunUser['role']
  /** What must be drawn before the picture is taken; equity takes two minutes to have a curve. */
  readonly shows?: RegExp
}

const PICTURES: readonly Picture[] = [
  { name: 'market', path: '/desk/markets/sim/BTC-USDT', role: 'TRADER' },
  { name: 'positions', path: '/desk/positions', role: 'TRADER' },
  { name: 'orders', path: '/desk/orders', role: 'TRADER' },
  { name: 'accounts', path: '/desk/accounts', role: 'TRADER' },
  { name: 'admin', path: '/admin', role: 'ADMIN' },
  { name: 'audit', path: '/admin/audit', role: 'ADMIN' },
  { name: 'client', path: '/', role: 'VIEWER', shows: /^Equity over time/ },
  { name: 'desk', path: '/desk', role: 'TRADER', shows: /^Equity over time/ },
]
const SCREENS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const
const THEMES = ['dark', 'light'] as const
const DRAWN_MS_MAX = 240_000
const FOLDER = join(root, 'docs', 'screens')

const executablePath = await ensureChromium()
if (executablePath === null) {
  process.stderr.write('No Chromium is here and none is to be had: set CHROMIUM_PATH.\n')
  process.exitCode = 1
} else {
  await takeScreenshots(executablePath)
}

async function takeScreenshots(executablePath: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true })
  process.stdout.write('Starting a desk of its own, which takes a minute\n')
  await using desk = await startTemporaryDesk()
  const browser = await chromium.launch({ executablePath, args: ['--disable-gpu'] })
  try {
    const pages = new Map<string, Page>()
    for (const user of desk.users) pages.set(user.role, await signedInPage(browser, desk.url, user))
    const trader = pages.get('TRADER')
    if (trader === undefined) throw new Error('the demo has no trader')
    await seedOrders(trader)
    for (const picture of PICTURES) {
      const page = pages.get(picture.role)
      if (page !== undefined) await takePicture(page, picture)
    }
  } finally {
    await browser.close()
  }
}

async function signedInPage(browser: Browser, baseURL: string, user: FirstRunUser): Promise<Page> {
  const context = await browser.newContext({ baseURL, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await signIn(page, user)
  return page
}

async function takePicture(page: Page, { name, path, shows }: Picture): Promise<void> {
  for (const screen of SCREENS) {
    await page.setViewportSize(screen)
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
      await page.getByRole('status', { name: 'Loading' }).first().waitFor({ state: 'detached' })
      await page.waitForLoadState('networkidle')
      if (shows !== undefined) await untilDrawn(page, shows)
      const suffix = colorScheme === 'dark' ? '' : `-${colorScheme}`
      const file = `${name}-${screen.width}${suffix}.png`
      await page.screenshot({ path: join(FOLDER, file) })
      process.stdout.write(`docs/screens/${file}\n`)
    }
  }
}

/** The desk writes equity down every minute, and the page asks for it as often. */
async function untilDrawn(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('img', { name }).waitFor({ timeout: DRAWN_MS_MAX })
}
