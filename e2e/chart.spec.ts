import { expect, type Page } from '@playwright/test'
import { callApi, readApi } from './call-api.ts'
import { restingOrder, tradingAccount } from './desk-facts.ts'
import { test } from './test.ts'

test.setTimeout(90_000)

const INSTRUMENT = 'sim:ETH-USDT'
const ORDER_MS_MAX = 30_000
const CHART_MS_MAX = 30_000
const MARKET = '/desk/markets/sim/ETH-USDT'

/** The chart with its candles drawn, without drawings or indicators of an earlier run. */
async function openChart(page: Page, timeframe = '1m') {
  await page.goto('/desk')
  await callApi(page, {
    path: `preferences/chart.${INSTRUMENT}`,
    method: 'PUT',
    body: { value: null },
  })
  await page.goto(`${MARKET}?timeframe=${timeframe}`)
  const chart = page.getByRole('application', { name: /^Chart of ETH-USDT/ })
  // The canvas comes after the page.
  await expect(page.getByTestId('candle-legend')).toBeVisible({ timeout: CHART_MS_MAX })
  return chart
}

test('a drawing made by key is deleted by key, or survives a reload with its lock', async ({
  openAs,
}) => {
  const page = await openAs('TRADER')
  const chart = await openChart(page)
  await chart.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Alt+v')
  await expect(chart).toHaveAttribute('data-drawings', '1')
  await page.keyboard.press('Delete')
  await expect(chart).toHaveAttribute('data-drawings', '0')
  await page.keyboard.press('Alt+h')
  const saved = page.waitForResponse(
    (answer) =>
      answer.request().method() === 'PUT' &&
      (answer.request().postData() ?? '').includes('"isLocked":true'),
  )
  await page.getByRole('button', { name: 'Lock horizontal line' }).click()
  await expect(page.getByRole('button', { name: 'Unlock horizontal line' })).toBeVisible()
  await saved
  await page.reload()
  await expect(chart).toHaveAttribute('data-drawings', '1', { timeout: CHART_MS_MAX })
})

test('a typed number chooses the timeframe and the address keeps it', async ({ openAs }) => {
  const page = await openAs('TRADER')
  await openChart(page)
  await page.keyboard.press('6')
  const interval = page.getByRole('dialog', { name: 'Interval' })
  await expect(interval.getByRole('textbox')).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.type('0')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('application', { name: 'Chart of ETH-USDT, 1h' })).toBeVisible()
  await expect(page).toHaveURL(/timeframe=1h/)
  await page.reload()
  await expect(page.getByRole('radio', { name: '1h' })).toBeChecked()
})

test('arrows move the crosshair candle by candle and the candle is said', async ({ openAs }) => {
  const page = await openAs('ADMIN')
  const chart = await openChart(page)
  await chart.focus()
  await page.keyboard.press('ArrowLeft')
  const first = await page.getByTestId('candle-legend').textContent()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByTestId('candle-legend')).not.toHaveText(first ?? '')
  await expect(page.getByText(/: open .*, close .*, volume/)).toBeAttached()
  await page.getByRole('button', { name: 'Candles as a table' }).click()
  const table = page.getByRole('table', { name: /^Last candles of ETH-USDT/ })
  await expect(table.getByRole('row')).toHaveCount(51)
})

test('an indicator is added, changed and removed, and the legend follows', async ({ openAs }) => {
  const page = await openAs('TRADER')
  await openChart(page)
  await page.getByRole('button', { name: 'Indicators' }).click()
  await page.getByRole('button', { name: /^EMA/ }).click()
  await expect(page.getByText('EMA 20', { exact: true })).toBeVisible()
  await page.getByRole('spinbutton', { name: 'Length' }).fill('50')
  await page.keyboard.press('Enter')
  await expect(page.getByText('EMA 50', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Remove EMA 50' }).click()
  await expect(page.getByText('EMA 50', { exact: true })).toHaveCount(0)
})

test('a fill is marked on the chart', async ({ openAs }) => {
  const page = await openAs('TRADER')
  const chart = await openChart(page)
  const fills = async () => Number(await chart.getAttribute('data-fills'))
  await expect(chart).toHaveAttribute('data-fills', /\d/)
  const before = await fills()
  const account = await tradingAccount(page, null)
  const { limitPrice: _, ...order } = await restingOrder(page, account, INSTRUMENT)
  const sent = await callApi(page, {
    path: 'orders',
    body: { ...order, type: 'market', timeInForce: 'IOC' },
  })
  expect(sent.status()).toBe(201)
  await expect.poll(fills, { timeout: ORDER_MS_MAX }).toBeGreaterThan(before)
  await expect.poll(async () => Number(await chart.getAttribute('data-marks'))).toBeGreaterThan(0)
})

test('an order line that is dragged asks at its new tick, and the order goes there', async ({
  openAs,
}) => {
  const page = await openAs('TRADER')
  // A month of days shows prices so far below the market; some hours of minutes may not.
  await openChart(page, '1d')
  const account = await tradingAccount(page, null)
  const sent = await callApi(page, {
    path: 'orders',
    body: await restingOrder(page, account, INSTRUMENT),
  })
  expect(sent.status()).toBe(201)
  const { id, limitPrice } = (await sent.json()) as { id: string; limitPrice: string }
  const handle = page.locator(`[data-order-id="${id}"]`)
  await expect(handle).toHaveAccessibleName(/Up and down move it/, {
    timeout: ORDER_MS_MAX,
  })
  const box = await handle.boundingBox()
  if (box === null) throw new Error('the line of the order is not in view')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x, y - 10)
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await handle.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  const { items } = await readApi<{ items: { id: string; priceTick: string }[] }>(
    page,
    'instruments',
  )
  const tick = Number(items.find((each) => each.id === INSTRUMENT)?.priceTick)
  const target = Number(limitPrice) + 2 * tick
  const moved = page.getByRole('dialog', { name: /^Move buy/ }).getByTestId('moved-price')
  expect(Number((await moved.textContent())?.replaceAll(',', ''))).toBeCloseTo(target, 9)
  await page.getByRole('button', { name: /^Move to/ }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const open = async () => {
    const path = `orders?state=open&instrumentId=${INSTRUMENT}`
    const read = await readApi<{ items: { limitPrice: string }[] }>(page, path)
    return read.items.map((order) => Number(order.limitPrice))
  }
  await expect.poll(open, { timeout: ORDER_MS_MAX }).toContainEqual(expect.closeTo(target, 9))
  const left = await readApi<{ items: { id: string }[] }>(
    page,
    `orders?state=open&instrumentId=${INSTRUMENT}&accountId=${account.id}`,
  )
  for (const order of left.items) {
    await callApi(page, { path: `orders/${order.id}/cancel`, method: 'POST' })
  }
})
