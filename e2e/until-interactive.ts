import { expect, type Locator } from '@playwright/test'

/** On a busy machine the page's code takes its time to come. */
const INTERACTIVE_MS_MAX = 60_000

/**
 * Returns when React handles the element's events. A page that came from the server can be seen, and pressed in
 * vain, a moment earlier than that.
 */
export async function untilInteractive(locator: Locator): Promise<void> {
  await expect
    .poll(
      () =>
        locator.evaluate((node) => Object.keys(node).some((key) => key.startsWith('__reactProps'))),
      { timeout: INTERACTIVE_MS_MAX },
    )
    .toBe(true)
}
