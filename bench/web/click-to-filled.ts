import type { Page } from '@playwright/test'

const FILLED_MS_MAX = 15_000
const SIZE = '$20'

/**
 * Sends market orders by the ticket of an open market page, one after the other: from the press of the button to
 * the first frame that says Filled, by the page's own clock.
 */
export async function measureClickToFilled(page: Page, count: number): Promise<readonly number[]> {
  const form = page.getByRole('region', { name: 'Order', exact: true })
  const account = form.getByLabel('Account')
  if ((await account.inputValue()) === '') {
    const first = account.locator('option:not([value=""])').first()
    await account.selectOption(await first.getAttribute('value'))
  }
  const times: number[] = []
  for (let done = 0; done < count; done += 1) {
    await form.getByText('Market', { exact: true }).click()
    await form.getByLabel(/^Size/).fill(SIZE)
    const send = form.getByRole('button', { name: /^Buy / })
    const filled = page.evaluate(untilFilled, FILLED_MS_MAX)
    await send.click()
    times.push(await filled)
  }
  return times
}

/** Runs in the page: milliseconds from the next press to the frame after the newest order says Filled. */
function untilFilled(msMax: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let pressedAt: number | null = null
    addEventListener('click', ({ timeStamp }) => (pressedAt = timeStamp), {
      once: true,
      capture: true,
    })
    const watch = new MutationObserver(() => {
      const newest = document.querySelector('[aria-label="Just sent"] li')
      if (pressedAt === null || !newest?.textContent?.includes('Filled')) return
      // The order before this one says Filled until the press has made a line of its own.
      if (newest.hasAttribute('data-counted')) return
      newest.setAttribute('data-counted', '')
      watch.disconnect()
      const since = pressedAt
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - since)))
    })
    watch.observe(document.body, { subtree: true, childList: true, characterData: true })
    setTimeout(() => reject(new Error(`not filled within ${msMax} ms`)), msMax)
  })
}
