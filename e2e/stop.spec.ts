import type { Page } from '@playwright/test'
import { callApi, readApi } from './call-api.ts'
import { quietAccount, restingOrder } from './desk-facts.ts'
import { expect, test } from './test.ts'
import { sendFromTicket } from './ticket.ts'
import { untilInteractive } from './until-interactive.ts'

const INSTRUMENT = 'sim:AVAX-USDT'
const OPEN_ORDERS = 5
/** A little longer than the button asks for. */
const HOLD_MS = 1_800
/** Far from long enough, even where a busy machine lets go late. */
const SHORT_MS = 300
const SETTLE_MS_MAX = 30_000
const PROOF_MS_MAX = 45_000

type Orders = { readonly items: readonly { readonly id: string; readonly state: string }[] }

test('a paused account denies new orders and says why; cancel-all empties it; it resumes', async ({
  openAs,
}) => {
  test.setTimeout(240_000)
  const page = await openAs('TRADER')
  await page.goto('/desk')
  const { account, client } = await quietAccount(page)
  await openOrders(page, account)
  await page.goto('/desk/accounts')
  const panel = page.getByRole('region', { name: `${client.name} / ${account.name}` })

  await test.step('pause leaves open orders and denies new ones', async () => {
    await panel.getByRole('button', { name: 'Pause' }).click()
    await expect(panel.getByText('HALTED')).toBeVisible()
    expect(await openOf(page, account.id)).toHaveLength(OPEN_ORDERS)
    const sent = await sendFromTicket(page, {
      market: 'AVAX-USDT',
      client: client.name,
      side: 'Buy',
      size: '2',
    })
    await expect(sent).toContainText('Denied')
    await expect(sent.getByRole('alert')).toContainText('Trading is halted for this account')
  })

  await test.step('cancel-all ends every open order, proven by the venue', async () => {
    await page.goto('/desk/accounts')
    const cancelAll = panel.getByRole('button', { name: 'Cancel all' })
    await untilInteractive(cancelAll)
    // The band tells that it is halted, and what is pressed no longer moves.
    await expect(page.getByRole('status').filter({ hasText: 'HALTED' })).toBeVisible()
    await cancelAll.click({ delay: HOLD_MS })
    const told = panel.getByRole('status').filter({ hasText: 'canceled' })
    const all = `${OPEN_ORDERS} of ${OPEN_ORDERS} orders canceled`
    await expect(told).toContainText(all, { timeout: SETTLE_MS_MAX })
    await expect(told).toContainText('proven at', { timeout: PROOF_MS_MAX })
    expect(await openOf(page, account.id)).toEqual([])
  })

  await test.step('resume lets it trade again', async () => {
    await panel.getByRole('button', { name: 'Resume' }).click()
    await expect(panel.getByRole('button', { name: 'Pause' })).toBeVisible()
    const order = await restingOrder(page, account, INSTRUMENT)
    const placed = await callApi(page, { path: 'orders', body: order })
    const { id, state } = await placed.json()
    expect(state).not.toBe('DENIED')
    await callApi(page, { path: `orders/${id}/cancel`, method: 'POST' })
  })
})

test('a press that is too short cancels nothing', async ({ openAs }) => {
  const page = await openAs('TRADER')
  await page.goto('/desk/accounts')
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/cancel-all')) asked.push(request.url())
  })
  const button = page.getByRole('button', { name: 'Cancel all' }).first()
  await button.click()
  await button.click({ delay: SHORT_MS })
  expect(asked).toEqual([])
})

async function openOrders(page: Page, account: { id: string; bookId: string }): Promise<void> {
  const order = await restingOrder(page, account, INSTRUMENT)
  const orders = Array.from({ length: OPEN_ORDERS }, () => order)
  const placed = await callApi(page, { path: 'orders/batch', body: { orders } })
  expect(placed.status()).toBe(201)
  const isAllWorking = async () => {
    const open = await openOf(page, account.id)
    expect(open.map(({ state }) => state)).toEqual(orders.map(() => 'WORKING'))
  }
  await expect(isAllWorking).toPass({ timeout: SETTLE_MS_MAX })
}

async function openOf(page: Page, accountId: string): Promise<Orders['items']> {
  return (await readApi<Orders>(page, `orders?accountId=${accountId}&state=open`)).items
}
