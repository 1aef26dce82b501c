import { randomBytes } from 'node:crypto'
import { type Browser, chromium, type Page } from '@playwright/test'
import { argon2Passwords } from '#adapters/passwords/argon2-passwords.ts'
import { gatewayService, webService } from '#desk/house-services.ts'
import { freePort } from '#desk/ports.ts'
import { buildPages, generateClient } from '#desk/prepare-code.ts'
import type { SupervisedService } from '#desk/services/supervise-service.ts'
import { signIn } from '../../../e2e/sign-in.ts'
import { findChromium } from '../../../scripts/test-stages/find-chromium.ts'
import { createPerson } from '../../builders/people.ts'
import type { ChaosHouse } from '../chaos-house.ts'

/** Where the strip stands over what a trader looks at. */
const PAGE = '/desk/positions'
const DESKTOP = { width: 1440, height: 900 }
const FIRST_PAGE_MS_MAX = 120_000

export type OpenPage = AsyncDisposable & {
  readonly page: Page
  readonly gateway: SupervisedService
  readonly web: SupervisedService
}

/** Gives the house its web and its gateway, and opens the desk as a trader in a real browser. */
export async function openPage(house: ChaosHouse): Promise<OpenPage> {
  const { root } = house.plan
  const forever = new AbortController().signal
  await generateClient(root, forever)
  await buildPages(root, forever)
  await using opening = new AsyncDisposableStack()
  const port = await freePort()
  const publicOrigin = `http://localhost:${port}`
  const plan = { ...house.plan, options: { ...house.plan.options, port }, publicOrigin }
  const gateway = await house.launch('gateway', gatewayService(plan, house.exchangePorts))
  opening.defer(gateway.stop)
  const web = await house.launch('web', webService(plan, house.exchangePorts, gateway.ports))
  opening.defer(web.stop)
  const executablePath = findChromium()
  const options = executablePath === null ? {} : { executablePath }
  const browser: Browser = await chromium.launch({ ...options, args: ['--disable-gpu'] })
  opening.defer(() => browser.close())
  const page = await browser.newPage({ baseURL: publicOrigin, viewport: DESKTOP })
  page.setDefaultTimeout(FIRST_PAGE_MS_MAX)
  await signIn(page, await createTrader(house))
  await page.goto(PAGE)
  const stack = opening.move()
  return { page, gateway, web, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

async function createTrader({ firm, admin }: ChaosHouse) {
  const password = randomBytes(12).toString('base64url')
  const userId = await createPerson(firm, { name: 'Trader', role: 'TRADER' })
  await admin.query('UPDATE "user" SET password_hash = $2 WHERE id = $1', [
    userId,
    await argon2Passwords().hash(password),
  ])
  return { email: `${userId}@example.test`, password }
}
