import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { readApi } from './call-api.ts'
import { demoUser, type Role } from './desk.ts'
import type { WireClient } from './desk-facts.ts'
import { expect, test } from './test.ts'

const DESIGN_PAGE = '/desk/design'
/** The page of the design shows what loading looks like. */
const SKELETONS_SHOWN = 2
const STRANGERS_PAGES = ['/sign-in', '/setup']
const DESK_PAGES = [
  '/desk',
  '/desk/positions',
  '/desk/orders',
  '/desk/orders?tab=history',
  '/desk/orders?tab=fills',
  '/desk/orders?tab=transfers',
  '/desk/markets',
  '/desk/markets/sim/BTC-USDT',
  '/desk/accounts',
  '/desk/bots',
  '/desk/signals',
  '/desk/signals/hit-rates',
  '/desk/signals/alerts',
  '/desk/research',
  '/desk/research/datasets',
  '/desk/research/datasets/1',
  '/desk/alerts',
  '/desk/runbooks',
  '/desk/runbooks/stop-everything',
  DESIGN_PAGE,
]
const ADMIN_PAGES = [
  '/admin',
  '/admin/clients',
  '/admin/people',
  '/admin/audit',
  '/admin/system',
  '/admin/settings',
]

/** Colours are the same at every width, so phones check what the other theme has not. */
const THEMES = { desktop: ['dark', 'light'], phone: ['light'] } as const
/** What another theme may break on a page that is sound in the first: rules that look at colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']
const SERIOUS = ['serious', 'critical']
const TEST_MS_MAX = 600_000

type Visitor = Role | 'stranger'
type Client = Pick<WireClient, 'id' | 'name'>

const PAGES_OF: Readonly<Record<Visitor, (first: Client) => readonly string[]>> = {
  stranger: () => STRANGERS_PAGES,
  TRADER: () => DESK_PAGES,
  ADMIN: (first) => [...ADMIN_PAGES, `/admin/clients/${first.id}`],
  VIEWER: (first) => clientPages(first),
}

/** The visitors do not meet, so workers share them out. */
test.describe.configure({ mode: 'parallel' })

for (const visitor of ['stranger', 'TRADER', 'ADMIN', 'VIEWER'] as const) {
  test(`every page of ${nameOf(visitor)} is clean, accessible and as wide as the screen`, async ({
    openAs,
  }, { project }) => {
    test.setTimeout(TEST_MS_MAX)
    const themes = project.name === 'phone' ? THEMES.phone : THEMES.desktop
    const page = await openAs(visitor)
    const first = { id: demoUser('VIEWER').clientId ?? '', name: '' }
    for (const path of PAGES_OF[visitor](first)) {
      await test.step(path, async () => {
        await openPage(page, path)
        await expectAsWideAsTheScreen(page, path)
        await expectAccessible(page, path, themes)
      })
    }
  })
}

test('nothing that a client’s viewer loads names another client', async ({ openAs, troubles }) => {
  const admin = await openAs('ADMIN')
  await admin.goto('/admin')
  const { items } = await readApi<{ items: readonly WireClient[] }>(admin, 'clients')
  const own = items.find(({ id }) => id === demoUser('VIEWER').clientId)
  const others = items.filter(({ id }) => id !== own?.id).map(({ name }) => name)
  expect(own).toBeDefined()
  expect(others.length).toBeGreaterThan(0)

  const viewer = await openAs('VIEWER')
  viewer.on('response', async (response) => {
    const text = await response.text().catch(() => '') // redirects have no body
    const named = others.find((name) => text.includes(name))
    if (named !== undefined) troubles.push(`${response.url()} names ${named}`)
  })
  for (const path of [...clientPages(own ?? { id: '' }), '/desk', '/desk/accounts']) {
    await openPage(viewer, path)
    await expect(viewer.getByText(own?.name ?? '').first()).toBeVisible()
    for (const name of others) await expect(viewer.getByText(name)).toHaveCount(0)
  }
})

function clientPages({ id }: Pick<Client, 'id'>): readonly string[] {
  const home = `/client/${id}`
  return [home, `${home}/positions`, `${home}/trades`, `${home}/statements`]
}

function nameOf(visitor: Visitor): string {
  return visitor === 'stranger' ? 'a stranger' : `the ${visitor.toLowerCase()}`
}

/** Opens a page and waits until nothing on it is still being read. */
async function openPage(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
  const shown = path === DESIGN_PAGE ? SKELETONS_SHOWN : 0
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(shown)
}

/** A page that scrolls sideways hides figures on a phone; what is wide scrolls in its own region. */
async function expectAsWideAsTheScreen(page: Page, path: string): Promise<void> {
  const excess = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  expect(excess, `${path} is wider than the screen`).toBe(0)
}

async function expectAccessible(
  page: Page,
  path: string,
  themes: readonly ('dark' | 'light')[],
): Promise<void> {
  for (const [index, colorScheme] of themes.entries()) {
    await page.emulateMedia({ colorScheme })
    const axe = new AxeBuilder({ page })
    const { violations } = await (index === 0 ? axe : axe.withRules(COLOUR_RULES)).analyze()
    const serious = violations
      .filter(({ impact }) => SERIOUS.includes(impact ?? ''))
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    expect(serious, `${path} in ${colorScheme}`).toEqual([])
  }
}
