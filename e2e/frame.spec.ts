import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { callApi, readApi } from './call-api.ts'
import { restingOrder, tradingAccount, type WireClient } from './desk-facts.ts'
import { expect, test } from './test.ts'
import { untilInteractive } from './until-interactive.ts'

const SETTLE_MS_MAX = 30_000
const PHONE = { width: 390, height: 844 }

test('Ctrl-K finds a symbol by some of its letters and opens its market', async ({ openAs }) => {
  const page = await onDesk(await openAs('TRADER'))
  await page.keyboard.press('Control+k')
  const centre = page.getByRole('dialog', { name: 'Command centre' })
  await centre.getByRole('combobox').fill('ethusdt')
  await expect(centre.getByRole('option').first()).toContainText('ETH-USDT')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/desk\/markets\/sim\/ETH-USDT/)
  await expect(centre).toBeHidden()
})

test('the command centre opens the order whose id is pasted', async ({ openAs }) => {
  const page = await onDesk(await openAs('TRADER'))
  const account = await tradingAccount(page, null)
  const order = await restingOrder(page, account, 'sim:BTC-USDT')
  const { id } = await (await callApi(page, { path: 'orders', body: order })).json()
  await page.keyboard.press('/')
  await page.getByRole('combobox').fill(id)
  await expect(page.getByRole('option').first()).toContainText('Buy BTC-USDT')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/desk/orders/${id}`))
  await callApi(page, { path: `orders/${id}/cancel`, method: 'POST' })
})

test('the scope is changed by keys alone, and disarms', async ({ openAs }) => {
  const page = await onDesk(await openAs('TRADER'))
  const { items } = await readApi<{ items: readonly WireClient[] }>(page, 'clients')
  const client = items.find(({ status }) => status === 'ACTIVE')
  if (client === undefined) throw new Error('the demo has no client')
  await arm(page, '5 min')
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  const picker = page.getByRole('dialog', { name: 'Whose money this page shows' })
  await picker.getByRole('combobox').fill(client.name)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`client=${client.id}`))
  await expect(
    page.getByRole('button', { name: new RegExp(`^${client.name}.*whose money`) }),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Disarm' })).toBeHidden()
})

test('the question mark lists the keys, and going by keys works', async ({ openAs }) => {
  const page = await onDesk(await openAs('TRADER'))
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await expect(keys.getByRole('region', { name: 'Go to' })).toContainText('Positions')
  await page.keyboard.press('Escape')
  await expect(keys).toBeHidden()
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await expect(page).toHaveURL(/\/desk\/positions/)
})

test('Esc twice disarms', async ({ openAs }) => {
  const page = await onDesk(await openAs('TRADER'))
  await arm(page, '1 min')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Disarm' })).toBeHidden()
})

test('a viewer finds nothing to stop, to arm or to place', async ({ openAs }) => {
  const page = await openAs('VIEWER')
  await page.goto('/')
  await untilInteractive(page.getByRole('button', { name: /Signed in as/ }))
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'STOP' })).toBeHidden()
})

test('STOP on a phone pauses, cancels, tells of it account by account and resumes', async ({
  openAs,
}) => {
  test.setTimeout(240_000)
  const page = await openAs('TRADER')
  await page.setViewportSize(PHONE)
  await page.goto('/desk')
  const account = await tradingAccount(page, null)
  await callApi(page, { path: `accounts/${account.id}/resume`, method: 'POST' })
  await callApi(page, {
    path: 'orders',
    body: await restingOrder(page, account, 'sim:BTC-USDT'),
  })
  await onDesk(page, `/desk?client=${account.clientId}&account=${account.id}`)
  const stop = page.getByRole('button', { name: 'STOP' })
  const box = await stop.boundingBox()
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(40)
  await stop.click()
  const sheet = page.getByRole('dialog', { name: 'Stop trading' })
  const line = sheet.getByRole('listitem', { name: `${account.clientName} / ${account.name}` })

  await test.step('pause', async () => {
    await sheet.getByLabel(/Reason/).fill('a drill')
    const pause = sheet.getByRole('button', { name: /pause entries/ })
    await pause.click()
    await expect(line).toContainText('Takes new orders')
    await holdUntil(pause, () => expect(line).toContainText('Entries paused'))
  })

  await test.step('cancel', async () => {
    const cancel = sheet.getByRole('button', { name: /cancel all/ })
    await holdUntil(cancel, () => expect(line).toContainText('orders canceled'))
    const all = /(\d+) of \1 orders canceled/
    await expect(line).toContainText(all, { timeout: SETTLE_MS_MAX })
  })

  await test.step('the band tells everybody, and the sheet resumes', async () => {
    await sheet.getByRole('button', { name: 'Close' }).click()
    const band = page.getByRole('region', { name: 'Trading is stopped' })
    await expect(band).toContainText(`${account.clientName} / ${account.name} HALTED since`)
    await expect(band).toContainText('a drill')
    await expectNothingSerious(page)
    await band.getByRole('button', { name: 'Resume…' }).click()
    await sheet.getByLabel(/Type resume/).fill('resume')
    await sheet.getByRole('button', { name: 'Resume', exact: true }).click()
    await expect(line).toContainText('Takes new orders')
    await expect(band).toBeHidden()
  })
})

test('an address that leads nowhere keeps the frame', async ({ openAs }) => {
  const page = await onDesk(await openAs('TRADER'), '/desk/nowhere')
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible()
})

/** Keeps the button down until what it does has happened. */
async function holdUntil(button: Locator, happened: () => Promise<void>): Promise<void> {
  const { mouse } = button.page()
  await button.hover()
  await mouse.down()
  await happened()
  await mouse.up()
}

async function onDesk(page: Page, path = '/desk'): Promise<Page> {
  await page.goto(path)
  await untilInteractive(page.getByRole('button', { name: 'STOP' }))
  return page
}

/** Arms through the command centre: the mark counts down. */
async function arm(page: Page, time: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill(`arm ${time}`)
  await expect(page.getByRole('option').first()).toContainText(time)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('timer', { name: 'Time left' })).toContainText(/\d:\d\d/)
}

async function expectNothingSerious(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
}
