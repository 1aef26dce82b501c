import type { Page } from '@playwright/test'
import { VENUE_ACCOUNT } from '../acts.ts'
import type { ChaosHouse } from '../chaos-house.ts'

/** Nobody trades it, so that nothing but the lie moves it. */
const ASSET = 'EUR'
const AMOUNT = '100'

type WireBooks = { readonly items: readonly object[] }

/**
 * Makes the exchange hold what our books do not have, and the page call that a match: whoever watches the strip must
 * find it out.
 */
export async function lie({ control }: ChaosHouse, page: Page): Promise<void> {
  await page.route(/\/api\/v1\/books(\?|$)/, async (route) => {
    const response = await route.fetch()
    const { items, ...rest }: WireBooks = await response.json()
    const matching = items.map((books) => ({ ...books, state: 'PROVEN', breaks: [] }))
    await route.fulfill({ response, json: { ...rest, items: matching } })
  })
  await control.setBalance(VENUE_ACCOUNT, ASSET, AMOUNT)
}
