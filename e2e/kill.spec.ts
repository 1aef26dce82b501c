import type { Page } from '@playwright/test'
import { callApi, readApi } from './call-api.ts'
import { quietAccount, restingOrder } from './desk-facts.ts'
import { expect, test } from './test.ts'
import { sendFromTicket } from './ticket.ts'
import { untilInteractive } from './until-interactive.ts'

const INSTRUMENT = 'sim:AVAX-USDT'
/** A little longer than the button asks for. */
const HOLD_MS = 1_800
const SETTLE_MS_MAX = 30_000
/** The runner cancels, closes, and reads what is left. */
const DONE_MS_MAX = 45_000

/** The venue sells nothing that is worth less, in USDT. */
const NOTIONAL_MIN = 5
const LINES_DONE = [
  'No new order is sent',
  'No open order',
  'No position large enough to close',
  'No order in doubt',
] as const

type Items<T> = { readonly items: readonly T[] }
type Order = { readonly id: string; readonly state: string }
type Position = {
  readonly accountId: string
  readonly value: { readonly amount: string }
}

test('the kill switch empties one client and proves it; released, it trades again', async ({
  openAs,
}) => {
  test.setTimeout(180_000)
  const trader = await openAs('TRADER')
  await trader.goto('/desk')
  const { client, account } = await quietAccount(trader)
  const whole = `${client.name} / ${account.name}`
  await test.step('a trader rests an order and opens a position', async () => {
    const order = await restingOrder(trader, account, INSTRUMENT)
    await place(trader, order)
    await place(trader, { ...order, type: 'market', timeInForce: 'IOC', limitPrice: null })
    const isReady = async () => {
      expect(await openOrders(trader, account.id)).not.toEqual([])
      expect(await positionsIn(trader, account.id)).not.toEqual([])
    }
    await expect(isReady).toPass({ timeout: SETTLE_MS_MAX })
  })

  const admin = await openAs('ADMIN')
  const sheet = admin.getByRole('dialog', { name: 'Stop trading' })
  const run = sheet.getByRole('region', { name: `Kill switch: ${client.name}` })
  await test.step('an administrator presses the switch for that client', async () => {
    await admin.goto(`/desk?client=${client.id}`)
    await openSheet(admin)
    await sheet.getByLabel('Close every position').check()
    await sheet.getByLabel('Why').fill('the models disagree')
    const press = sheet.getByRole('button', { name: 'Hold to press the kill switch' })
    await expect(press).toBeDisabled()
    await sheet.getByLabel(/^Type flatten/).fill('flatten')
    await press.click({ delay: HOLD_MS })
    await expect(run).toContainText('the models disagree')
  })

  await test.step('every line ends done by what the venue says, with its time', async () => {
    await expect(run).toContainText('1 of 1 account proven', { timeout: DONE_MS_MAX })
    for (const line of LINES_DONE) {
      await expect(run).toContainText(new RegExp(`${line} · (since|read) \\d\\d:\\d\\d:\\d\\d`))
    }
    expect(await openOrders(trader, account.id)).toEqual([])
    expect(await positionsIn(trader, account.id)).toEqual([])
  })

  await test.step('the trader sees the band, and a new order is denied with the reason', async () => {
    const sent = await sendFromTicket(trader, {
      market: 'AVAX-USDT',
      client: client.name,
      side: 'Buy',
      size: '2',
    })
    await expect(sent).toContainText('Denied')
    await expect(sent.getByRole('alert')).toContainText('halted')
    const band = trader.getByRole('region', { name: 'Trading is stopped' })
    await expect(band).toContainText(`${whole} HALTED since`)
    await expect(band).toContainText('the models disagree')
    await trader.goto('/desk/accounts')
    const panel = trader.getByRole('region', { name: whole })
    await expect(panel.getByRole('button', { name: /Held by the kill switch/ })).toBeVisible()
  })

  await test.step('released, the account trades again', async () => {
    await run.getByRole('button', { name: 'Hold to arm trading again' }).click({ delay: HOLD_MS })
    await expect(run).toBeHidden()
    await expect(trader.getByRole('region', { name: 'Trading is stopped' })).toBeHidden()
    const { id } = await place(trader, await restingOrder(trader, account, INSTRUMENT))
    await callApi(trader, { path: `orders/${id}/cancel`, method: 'POST' })
  })
})

async function openSheet(page: Page): Promise<void> {
  const stop = page.getByRole('button', { name: 'STOP', exact: true })
  await untilInteractive(stop)
  await stop.click()
}

async function place(page: Page, body: object): Promise<Order> {
  const answer = await callApi(page, { path: 'orders', body })
  const order: Order = await answer.json()
  expect(order.state, JSON.stringify(order)).not.toBe('DENIED')
  return order
}

async function openOrders(page: Page, accountId: string): Promise<readonly Order[]> {
  return (await readApi<Items<Order>>(page, `orders?accountId=${accountId}&state=open`)).items
}

/** What is left of rounding is no position: nobody can close it. */
async function positionsIn(page: Page, accountId: string): Promise<readonly Position[]> {
  const { items } = await readApi<Items<Position>>(page, `positions?accountId=${accountId}`)
  return items.filter(({ value }) => Number(value.amount) >= NOTIONAL_MIN)
}
