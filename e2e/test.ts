import { test as base, expect, type Page } from '@playwright/test'
import { type Role, signedInFile } from './desk.ts'
import { watchPage } from './watch-page.ts'

type DeskFixtures = {
  /** What the test's pages did that no page may; every test ends by expecting nothing. */
  troubles: string[]
  /** A page of a signed-in person of the demo, or of a stranger. */
  openAs(role: Role | 'stranger'): Promise<Page>
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
    await use(async (role) => {
      const { baseURL = '', viewport = null, hasTouch = false } = project.use
      const storageState = role === 'stranger' ? undefined : signedInFile(role)
      const context = await browser.newContext({
        baseURL,
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
