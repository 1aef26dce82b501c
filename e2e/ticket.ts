import { expect, type Locator, type Page } from '@playwright/test'

type Ticket = {
  readonly market: string
  /** The client whose account trades, when there is more than one to choose. */
  readonly client: string
  readonly side: 'Buy' | 'Sell'
  readonly size: string
  /** A market order without. */
  readonly limitPrice?: string
  /** A stop-limit order with. */
  readonly stopPrice?: string
  readonly timeInForce?: 'IOC' | 'FOK'
  readonly isPostOnly?: boolean
}

/** Below this width the ticket is a sheet (NARROW in lib/browser/use-media.ts). */
const ONE_COLUMN_BELOW_PX = 1024

/** Fills in a market's ticket, sends the order, and returns its line in "Just sent". */
export async function sendFromTicket(page: Page, ticket: Ticket): Promise<Locator> {
  await page.goto(`/desk/markets/sim/${ticket.market}`)
  const form = await openTicket(page, ticket.side)
  const account = form.getByLabel('Account')
  const whose = account.getByRole('option', { name: ticket.client })
  await account.selectOption(await whose.first().getAttribute('value'))
  await form.getByText(ticket.side, { exact: true }).click()
  await form.getByText(kindOf(ticket), { exact: true }).click()
  if (ticket.stopPrice !== undefined) await form.getByLabel(/^Stop price/).fill(ticket.stopPrice)
  if (ticket.limitPrice !== undefined) {
    await form.getByLabel(/^Limit price/).fill(ticket.limitPrice)
  }
  if (ticket.timeInForce !== undefined) {
    await form.getByLabel('Time in force').selectOption(ticket.timeInForce)
  }
  if (ticket.isPostOnly === true) await form.getByLabel('Post-only').check()
  await form.getByLabel(/^Size/).fill(ticket.size)
  await form.getByRole('button', { name: new RegExp(`^${ticket.side} .*${ticket.client}`) }).click()
  const sent = page.getByRole('list', { name: 'Just sent' }).getByRole('listitem')
  await expect(sent).toHaveCount(1)
  return sent
}

/** The panel; where there is one column the sheet, opened by its side at the thumb. */
async function openTicket(page: Page, side: Ticket['side']): Promise<Locator> {
  const width = page.viewportSize()?.width ?? Number.POSITIVE_INFINITY
  if (width >= ONE_COLUMN_BELOW_PX) return page.getByRole('region', { name: 'Order', exact: true })
  await page.getByRole('button', { name: side, exact: true }).click()
  return page.getByRole('dialog', { name: /^Order/ })
}

function kindOf({ limitPrice, stopPrice }: Ticket): string {
  if (limitPrice === undefined) return 'Market'
  return stopPrice === undefined ? 'Limit' : 'Stop-limit'
}
