import { expect, type Locator, type Page } from '@playwright/test'

type Ticket = {
  readonly market: string
  /** The client whose account trades, when there is more than one to choose. */
  readonly client: string
  readonly side: 'Buy' | 'Sell'
  readonly size: string
  /** A market order without. */
  readonly limitPrice?: string
}

/** Fills in a market's ticket, sends the order, and returns its line in "Just sent". */
export async function sendFromTicket(page: Page, ticket: Ticket): Promise<Locator> {
  await page.goto(`/desk/markets/sim/${ticket.market}`)
  const form = page.getByRole('region', { name: 'Order', exact: true })
  const account = form.getByLabel('Account')
  const whose = account.getByRole('option', { name: ticket.client })
  await account.selectOption(await whose.first().getAttribute('value'))
  await form.getByText(ticket.side, { exact: true }).click()
  await form
    .getByText(ticket.limitPrice === undefined ? 'Market' : 'Limit', { exact: true })
    .click()
  if (ticket.limitPrice !== undefined) {
    await form.getByLabel(/^Limit price/).fill(ticket.limitPrice)
  }
  await form.getByLabel(/^Size/).fill(ticket.size)
  await form.getByRole('button', { name: new RegExp(`^${ticket.side} .*${ticket.client}`) }).click()
  const sent = page.getByRole('list', { name: 'Just sent' }).getByRole('listitem')
  await expect(sent).toHaveCount(1)
  return sent
}
