import { readFileSync, writeFileSync } from 'node:fs'
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { type DemoDesk, ownDemoDesk } from './demo-desks.ts'
import { type Role, signedInFile } from './desk.ts'
import { watchPage } from './watch-page.ts'

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

type DeskFixtures = {
  /** What the test's pages did that no page may; every test ends by expecting nothing. */
  troubles: string[]
  /** A page of a signed-in person of the demo, or of a stranger: on the worker's own desk unless another is named. */
  openAs(role: Role | 'stranger', desk?: DemoDesk): Promise<Page>
}

/** Playwright's test, on the demo desk: people are signed in, and every page is watched. */
export const test = base.extend<DeskFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  troubles: async ({}, use) => {
    const troubles: string[] = []
    await use(troubles)
    expect(troubles, 'console errors, policy violations and failed answers').toEqual([])
  },
  openAs: async ({ browser, troubles }, use, { project }) => {
    const opened: { readonly context: BrowserContext; readonly file: string | null }[] = []
    await use(async (role, desk = ownDemoDesk()) => {
      const { viewport = null, hasTouch = false } = project.use
      const file = role === 'stranger' ? null : signedInFile(role, desk)
      const context = await browser.newContext({
        baseURL: desk.url,
        viewport,
        hasTouch,
        ...(file === null ? {} : { storageState: file }),
      })
      opened.push({ context, file })
      const page = await context.newPage()
      await watchPage(page, troubles)
      return page
    })
    for (const { context, file } of opened) {
      if (file !== null) await keepSession(context, file)
      await context.close()
    }
  },
})

/** A session's cookie is renewed by use and is good for a quarter of an hour: the next test begins with the newest. */
async function keepSession(context: BrowserContext, file: string): Promise<void> {
  const before: StorageState = JSON.parse(readFileSync(file, 'utf8'))
  const { cookies } = await context.storageState()
  const renewed = before.cookies.map((it) => cookies.find(({ name }) => name === it.name) ?? it)
  writeFileSync(file, JSON.stringify({ ...before, cookies: renewed }))
}

export { expect }
