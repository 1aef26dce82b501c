import type { Page } from '@playwright/test'
import { termsAway, tradingAccount } from './desk-facts.ts'
import { expect, test } from './test.ts'
import { sendFromTicket } from './ticket.ts'

const MARKET = 'SOL-USDT'
const WORTH = '60'
const STATE_MS_MAX = 30_000

/** Terms so many percent away from the market, for the first client's account. */
async function openTicket(page: Page, percent: bigint) {
  await page.goto('/desk')
  const { clientName } = await tradingAccount(page, null)
  const { limitPrice, quantity } = await termsAway(page, `sim:${MARKET}`, {
    quoteAmount: WORTH,
    percent,
  })
  return { market: MARKET, client: clientName, side: 'Buy', size: quantity, limitPrice } as const
}

test('a stop-limit order rests until its stop price, and is canceled from the ticket', async ({
  openAs,
}) => {
  const page = await openAs('TRADER')
  const { limitPrice, ...ticket } = await openTicket(page, 3n)
  const sent = await sendFromTicket(page, { ...ticket, limitPrice, stopPrice: limitPrice })
  await expect(sent).toContainText('Working', { timeout: STATE_MS_MAX })
  await sent.getByRole('button', { name: 'Cancel' }).click()
  await expect(sent).toContainText('Canceled', { timeout: STATE_MS_MAX })
})

for (const timeInForce of ['IOC', 'FOK'] as const) {
  test(`an ${timeInForce} order that nobody takes ends at once and never rests`, async ({
    openAs,
  }) => {
    const page = await openAs('TRADER')
    const ticket = await openTicket(page, -2n)
    const sent = await sendFromTicket(page, { ...ticket, timeInForce })
    await expect(sent).toContainText('Expired', { timeout: STATE_MS_MAX })
  })
}

test('a post-only order rests below the market, and is refused where it would take', async ({
  openAs,
}) => {
  const page = await openAs('TRADER')
  const resting = await openTicket(page, -2n)
  const sent = await sendFromTicket(page, { ...resting, isPostOnly: true })
  await expect(sent).toContainText('Working', { timeout: STATE_MS_MAX })
  await sent.getByRole('button', { name: 'Cancel' }).click()
  await expect(sent).toContainText('Canceled', { timeout: STATE_MS_MAX })
  const taking = await openTicket(page, 1n)
  const refused = await sendFromTicket(page, { ...taking, isPostOnly: true })
  await expect(refused).toContainText('Rejected', { timeout: STATE_MS_MAX })
})
