import { type BrowserContext, chromium } from '@playwright/test'
import { findChromium } from '../../scripts/test-stages/find-chromium.ts'

type Person = { readonly email: string; readonly password: string }

const DESKTOP = { width: 1440, height: 900 }
/** Exact heap sizes; no traffic of the browser's own, and no graphics card. */
const CHROMIUM_ARGUMENTS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-precise-memory-info',
]

type BenchBrowser = AsyncDisposable & { readonly context: BrowserContext }

/** A Chromium in which a person of the desk has signed in through the page. */
export async function openBrowser(url: string, person: Person): Promise<BenchBrowser> {
  const executablePath = findChromium()
  const browser = await chromium.launch({
    args: CHROMIUM_ARGUMENTS,
    ...(executablePath === null ? {} : { executablePath }),
  })
  const context = await browser.newContext({ baseURL: url, viewport: DESKTOP })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(({ pathname }) => pathname !== '/sign-in')
  await page.close()
  return { context, [Symbol.asyncDispose]: () => browser.close() }
}
