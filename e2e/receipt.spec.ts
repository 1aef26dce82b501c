import type { Page } from '@playwright/test'
import { callApi, readApi } from './call-api.ts'
import { tradingAccount, type WireAccount } from './desk-facts.ts'
import { expect, test } from './test.ts'
import { untilInteractive } from './until-interactive.ts'

const INSTRUMENT = 'sim:ADA-USDT'
const FILL_MS_MAX = 30_000
/** Another page is read with everything on it. */
const PAGE_MS_MAX = 30_000

test('a position’s number opens its formula, its fills, their postings and the venue’s own message', async ({
  openAs,
}) => {
  test.setTimeout(240_000)
  const page = await openAs('ADMIN')
  const { clientName } = await holdSome(page)
  await page.goto('/desk/positions')
  const row = page
    .getByRole('table', { name: 'Open positions' })
    .getByRole('row')
    .filter({ hasText: 'ADA-USDT' })
    .filter({ hasText: clientName })
  const quantity = row.locator('[data-receipt]').filter({ hasText: 'ADA' }).first()
  const shown = (await quantity.textContent())?.trim() ?? ''
  await untilInteractive(quantity)
  await quantity.focus()
  await page.keyboard.press('Enter')

  const receipt = page.getByRole('dialog', { name: 'Receipt' })
  await expect(receipt.getByRole('heading', { name: 'Quantity' })).toBeVisible({
    timeout: PAGE_MS_MAX,
  })
  await expect(receipt.getByRole('table').first().getByRole('row').last()).toContainText(shown)
  await receipt.locator('summary').first().click()
  await expect(receipt.getByText('trade clearing').first()).toBeVisible()
  const message = receipt.getByRole('region', { name: 'The venue’s message' }).first()
  await expect(message).toContainText('ADAUSDT')

  await page.reload()
  await expect(receipt.getByRole('heading', { name: 'Quantity' })).toBeVisible({
    timeout: PAGE_MS_MAX,
  })
  await page.keyboard.press('Escape')
  await expect(receipt).toBeHidden()
  expect(new URL(page.url()).searchParams.has('receipt')).toBe(false)
})

test('a page as of a moment shows that moment, offers nothing to do, and leads back to live', async ({
  openAs,
}) => {
  test.setTimeout(240_000)
  const page = await openAs('ADMIN')
  const beforeAt = Date.now()
  const { filledQuantity, accountId } = await holdSome(page)
  const then = await quantityAt(page, { accountId, asOf: beforeAt })
  const now = await quantityAt(page, { accountId })
  expect(now - then).toBeCloseTo(filledQuantity, 6)

  await page.goto(`/desk/positions?asOf=${new Date(beforeAt).toISOString()}`)
  const band = page.getByRole('region', { name: 'Not live' })
  await expect(band).toContainText('not live')
  await expect(page.getByRole('button', { name: 'Close', exact: true })).toHaveCount(0)

  await untilInteractive(band.getByRole('button', { name: 'Back to live' }))
  await test.step('fill by fill, it comes to the moment at which the fill was booked', async () => {
    await band.getByRole('button', { name: 'To the fill after' }).click()
    await expect(page).not.toHaveURL(
      new RegExp(encodeURIComponent(new Date(beforeAt).toISOString())),
    )
    await expect(band).toBeVisible()
  })
  await test.step('the moment stays from page to page, and the way back is one press', async () => {
    await page.getByRole('link', { name: 'Overview' }).first().click()
    await expect(page).toHaveURL(/\/desk\?.*asOf=/, { timeout: PAGE_MS_MAX })
    await band.getByRole('button', { name: 'Back to live' }).click()
    await expect(band).toBeHidden({ timeout: PAGE_MS_MAX })
    expect(new URL(page.url()).searchParams.has('asOf')).toBe(false)
  })
})

type Placed = { readonly id: string; readonly state: string; readonly filledQuantity: string }

/** Buys a little at the market for an account that trades. */
async function holdSome(page: Page) {
  await page.goto('/desk')
  const { items } = await readApi<{ items: readonly WireAccount[] }>(page, 'accounts')
  const isActive = ({ status, tradingState }: WireAccount) =>
    status === 'CONNECTED' && tradingState === 'ACTIVE'
  const { clientId } = items.find(isActive) ?? { clientId: null }
  const account = await tradingAccount(page, clientId)
  const answer = await callApi(page, {
    path: 'orders',
    body: {
      accountId: account.id,
      bookId: account.bookId,
      instrumentId: INSTRUMENT,
      side: 'buy',
      type: 'market',
      timeInForce: 'IOC',
      quantity: '40',
    },
  })
  const { id }: Placed = await answer.json()
  const order = () => readApi<Placed>(page, `orders/${id}`)
  await expect.poll(async () => (await order()).state, { timeout: FILL_MS_MAX }).toBe('FILLED')
  const before = Number((await order()).filledQuantity)
  return {
    accountId: account.id,
    clientName: account.clientName,
    // The exchange takes a tenth of a percent of what is bought.
    filledQuantity: before * 0.999,
  }
}

async function quantityAt(
  page: Page,
  { accountId, asOf }: { readonly accountId: string; readonly asOf?: number },
): Promise<number> {
  const moment = asOf === undefined ? '' : `&asOf=${asOf}`
  const { items } = await readApi<{
    items: readonly { readonly instrumentId: string; readonly quantity: string }[]
  }>(page, `positions?accountId=${accountId}${moment}`)
  return Number(items.find(({ instrumentId }) => instrumentId === INSTRUMENT)?.quantity ?? 0)
}
