import { test as base, expect, type Page } from '@playwright/test'
import { type DemoDesk, ownDemoDesk } from './demo-desks.ts'
import { type Role, signedInFile } from './desk.ts'
import { watchPage } from './watch-page.ts'

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
    const contexts: { close(): Promise<void> }[] = []
    await use(async (role, desk = ownDemoDesk()) => {
      const { viewport = null, hasTouch = false } = project.use
      const storageState = role === 'stranger' ? undefined : signedInFile(role, desk)
      const context = await browser.newContext({
        baseURL: desk.url,
        viewport,
        hasTouch,
        ...(storageState === undefined ? {} : { storageState }),
      })
      contexts.push(context)
      const page = await context.newPage()
      await watchPage(page, troubles)
      return page
    })
    for (const context of contexts) await context.close()
  },
})

export { expect }
