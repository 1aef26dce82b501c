import type { Page } from '@playwright/test'
import { callApi, readApi } from './call-api.ts'
import { tradingAccount, type WireClient } from './desk-facts.ts'
import { expect, test } from './test.ts'
import { untilInteractive } from './until-interactive.ts'

const MARKET = 'SOL-USDT'
const SIZE = '2'
const SETTLE_MS_MAX = 30_000

test('a position is protected by a stop, closed by half, and closed', async ({ openAs }) => {
  test.setTimeout(240_000)
  const page = await openAs('TRADER')
  await page.goto('/desk')
  const { client } = await openPosition(page)
  await page.goto(`/desk/positions?client=${client.id}`)
  const row = page.getByRole('row').filter({ hasText: MARKET })
  await expect(row).toContainText('No stop')

  await test.step('a stop that stands at the venue protects it, and is named in the row', async () => {
    await untilInteractive(row.getByRole('button', { name: /^Protect/ }))
    await row.getByRole('button', { name: /^Protect/ }).click()
    const dialog = page.getByRole('dialog')
    const stop = await stopBelow(page)
    await dialog.getByLabel(/^Stop price/).fill(stop)
    await expect(dialog).toContainText('Would realise')
    await dialog.getByRole('button', { name: /^Sell / }).click()
    await expect(dialog.getByText('Working')).toBeVisible({ timeout: SETTLE_MS_MAX })
    await page.keyboard.press('Escape')
    await expect(row).not.toContainText('No stop', { timeout: SETTLE_MS_MAX })
    await expect(row.getByTitle(/^Stops: /)).toContainText(stop.split('.')[0] ?? stop)
    await cancelAll(page)
    await expect(row).toContainText('No stop', { timeout: SETTLE_MS_MAX })
  })

  await test.step('half of it is sold at the market, and half is left', async () => {
    const whole = await heldBy(page, client)
    await close(page, '50 %')
    const half = async () => (await heldBy(page, client)) / whole
    await expect.poll(half, { timeout: SETTLE_MS_MAX }).toBeCloseTo(0.5, 2)
  })

  await test.step('what is left is sold; the position is flat and keeps its profit', async () => {
    await close(page, '100 %')
    await page.goto(`/desk/positions?client=${client.id}&tab=flat`)
    await expect(page.getByRole('row').filter({ hasText: MARKET })).toBeVisible({
      timeout: SETTLE_MS_MAX,
    })
  })

  async function close(on: Page, share: string): Promise<void> {
    await row.getByRole('button', { name: /^Close/ }).click()
    const dialog = on.getByRole('dialog')
    await dialog.getByRole('button', { name: share, exact: true }).click()
    await dialog.getByRole('button', { name: /^Sell / }).click()
    await expect(dialog.getByText('Filled')).toBeVisible({ timeout: SETTLE_MS_MAX })
    await on.keyboard.press('Escape')
  }
})

/** Buys at the market for the last client, whom the other journeys leave alone, and waits for the fill. */
async function openPosition(page: Page) {
  const clients = await readApi<{ items: readonly WireClient[] }>(page, 'clients')
  const client = clients.items.at(-1)
  if (client === undefined) throw new Error('the demo has clients')
  const account = await tradingAccount(page, client.id)
  const placed = await callApi(page, {
    path: 'orders',
    body: {
      accountId: account.id,
      bookId: account.bookId,
      instrumentId: `sim:${MARKET}`,
      side: 'buy',
      type: 'market',
      timeInForce: 'GTC',
      quantity: SIZE,
    },
  })
  const { id } = await placed.json()
  const stateOf = async () => (await readApi<{ state: string }>(page, `orders/${id}`)).state
  await expect.poll(stateOf, { timeout: SETTLE_MS_MAX }).toBe('FILLED')
  return { client, account }
}

/** How much of the market's base the client holds a position in. */
async function heldBy(page: Page, { id }: WireClient): Promise<number> {
  const { items } = await readApi<{ items: readonly { instrumentId: string; quantity: string }[] }>(
    page,
    `positions?clientId=${id}`,
  )
  return Number(items.find(({ instrumentId }) => instrumentId === `sim:${MARKET}`)?.quantity)
}

/** Three percent below the last price, on the tick. */
async function stopBelow(page: Page): Promise<string> {
  const { items } = await readApi<{ items: readonly { instrumentId: string; last: string }[] }>(
    page,
    'quotes',
  )
  const last = Number(items.find(({ instrumentId }) => instrumentId === `sim:${MARKET}`)?.last)
  return String(Math.floor(last * 97) / 100)
}

async function cancelAll(page: Page): Promise<void> {
  const { items } = await readApi<{ items: readonly { id: string; type: string }[] }>(
    page,
    'orders?state=open&instrumentId=sim:SOL-USDT',
  )
  for (const { id, type } of items) {
    if (type === 'stopLimit') await callApi(page, { path: `orders/${id}/cancel`, body: {} })
  }
}
