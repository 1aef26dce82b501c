import type { Page } from '@playwright/test'
import { demoUser } from './desk.ts'
import { restingTerms, tradingAccount } from './desk-facts.ts'
import { pressTogether, tabTo } from './press-keys.ts'
import { expect, test } from './test.ts'
import { untilInteractive } from './until-interactive.ts'

const MARKET = 'SOL-USDT'
const WORTH = '60'
const STATE_MS_MAX = 30_000
const TEST_MS_MAX = 240_000

test('a day’s work is done without a mouse: sign in, find a market, order, cancel, close', async ({
  openAs,
}) => {
  test.setTimeout(TEST_MS_MAX)
  const page = await openAs('stranger')
  const { keyboard } = page

  await test.step('signs in', async () => {
    const { email, password } = demoUser('TRADER')
    await page.goto('/sign-in')
    await untilInteractive(page.getByLabel('E-mail address'))
    await tabTo(page.getByLabel('E-mail address'))
    await keyboard.type(email)
    await keyboard.press('Tab')
    await keyboard.type(password)
    await keyboard.press('Enter')
    await page.waitForURL(/\/desk/)
    await untilInteractive(page.getByRole('button', { name: 'STOP' }))
  })

  const { clientId, clientName } = await tradingAccount(page, null)
  await test.step('chooses whose money, and goes to a market', async () => {
    await pressTogether(page, 'g', 'c')
    const picker = page.getByRole('dialog', { name: 'Whose money this page shows' })
    await expect(picker.getByRole('combobox')).toBeFocused()
    await keyboard.type(clientName)
    await expect(picker.getByRole('option').first()).toContainText(clientName)
    await keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`client=${clientId}`))
    await keyboard.press('Control+k')
    const centre = page.getByRole('dialog', { name: 'Command centre' })
    await expect(centre.getByRole('combobox')).toBeFocused()
    await keyboard.type(MARKET)
    await expect(centre.getByRole('option').first()).toContainText(MARKET)
    await keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`/desk/markets/sim/${MARKET}`))
  })

  const ticket = page.getByRole('region', { name: 'Order', exact: true })
  const sent = page.getByRole('list', { name: 'Just sent' }).getByRole('listitem')
  await test.step('sends an order that rests, from B to Enter', async () => {
    const { limitPrice, quantity } = await restingTerms(page, `sim:${MARKET}`, WORTH)
    await pressBuy(page)
    await keyboard.type(quantity)
    await tabTo(ticket.getByLabel(/^Limit price/), { isBackwards: true })
    await keyboard.type(limitPrice)
    await expect(ticket.getByRole('button', { name: /^Buy / })).toBeEnabled()
    await keyboard.press('Enter')
    await expect(sent).toContainText('Working', { timeout: STATE_MS_MAX })
  })

  await test.step('finds it in the blotter and cancels it there', async () => {
    const blotter = page.getByRole('region', { name: 'Blotter' })
    await keyboard.press('Control+j')
    const orders = blotter.getByRole('button', { name: 'Orders', exact: true })
    await tabTo(orders)
    // The blotter opens on the tab it was left on, and that tab's own button closes it.
    if ((await orders.getAttribute('aria-pressed')) !== 'true') await keyboard.press('Enter')
    const row = blotter.getByRole('row').filter({ hasText: MARKET })
    await tabTo(row.first().getByRole('button', { name: 'Cancel' }))
    await keyboard.press('Enter')
    await expect(sent).toContainText('Canceled', { timeout: STATE_MS_MAX })
    await keyboard.press('Control+j')
    await expect(blotter.getByRole('region')).toHaveCount(0)
  })

  await test.step('buys at the market', async () => {
    await pressBuy(page)
    await tabTo(ticket.getByRole('radio', { name: 'Limit', exact: true }), { isBackwards: true })
    await keyboard.press('ArrowRight')
    await expect(ticket.getByRole('radio', { name: 'Market' })).toBeChecked()
    await tabTo(ticket.getByLabel(/^Size/))
    await keyboard.type(`$${WORTH}`)
    await expect(ticket.getByRole('button', { name: /^Buy / })).toBeEnabled()
    await keyboard.press('Enter')
    await expect(sent.first()).toContainText('Filled', { timeout: STATE_MS_MAX })
  })

  await test.step('closes the position', async () => {
    await tabTo(ticket.getByRole('button', { name: '25 %' }))
    await pressTogether(page, 'g', 'p')
    await expect(page).toHaveURL(/\/desk\/positions/)
    const close = page.getByRole('button', { name: `Close ${MARKET}` })
    await tabTo(close)
    await keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: new RegExp(`^${MARKET}`) })
    await tabTo(dialog.getByRole('button', { name: /^Sell / }))
    await keyboard.press('Enter')
    // With its last fill the position leaves the list, and takes its question along.
    await expect(close).toHaveCount(0, { timeout: STATE_MS_MAX })
  })
})

/** B puts the cursor where the size goes; it acts once the ticket hears keys. */
async function pressBuy(page: Page): Promise<void> {
  const size = page.getByRole('region', { name: 'Order', exact: true }).getByLabel(/^Size/)
  await expect(size).toBeVisible({ timeout: STATE_MS_MAX })
  await untilInteractive(size)
  await page.keyboard.press('b')
  await expect(size).toBeFocused()
}
