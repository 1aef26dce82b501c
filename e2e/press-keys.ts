import { expect, type Locator, type Page } from '@playwright/test'

/** More than any page has places to stop at. */
const TABS_MAX = 250

/** Moves the focus to an element by Tab, or by Shift+Tab, as a person without a mouse does. */
export async function tabTo(
  target: Locator,
  { isBackwards = false }: { readonly isBackwards?: boolean } = {},
): Promise<void> {
  await expect(target).toBeVisible()
  const { keyboard } = target.page()
  for (let tabs = 0; tabs <= TABS_MAX; tabs += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await keyboard.press(isBackwards ? 'Shift+Tab' : 'Tab')
  }
  throw new Error(`${TABS_MAX} times Tab did not reach ${target}`)
}

/** Two keys of one chord, such as G and P: a busy machine must not part them for longer than a chord may take. */
export async function pressTogether(page: Page, first: string, second: string): Promise<void> {
  await Promise.all([page.keyboard.press(first), page.keyboard.press(second)])
}
