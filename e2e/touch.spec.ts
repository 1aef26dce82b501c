import type { Locator, Page } from '@playwright/test'
import { restingTerms, tradingAccount } from './desk-facts.ts'
import { expect, test } from './test.ts'
import { untilInteractive } from './until-interactive.ts'

const MARKET = 'SOL-USDT'
const WORTH = '60'
const STATE_MS_MAX = 30_000
const TEST_MS_MAX = 120_000
const TOUCH_PX_MIN = 40
const WIDTH = 390

test('at 390 px an order is sent and canceled by touch, and its position closed', async ({
  openAs,
}) => {
  test.setTimeout(TEST_MS_MAX)
  const page = await openAs('TRADER')
  await page.goto('/desk/markets')
  const { clientId } = await tradingAccount(page, null)
  const { limitPrice, quantity } = await restingTerms(page, `sim:${MARKET}`, WORTH)
  await page.goto(`/desk/markets/sim/${MARKET}?client=${clientId}`)

  const sheet = await test.step('the thumb opens the ticket as a sheet', async () => {
    const buy = page.getByRole('button', { name: 'Buy', exact: true })
    await untilInteractive(buy)
    await expectForThumbs(buy)
    await buy.tap()
    const opened = page.getByRole('dialog', { name: /^Order/ })
    await expect(opened).toBeVisible()
    return opened
  })
  const sent = sheet.getByRole('list', { name: 'Just sent' }).getByRole('listitem')

  await test.step('an order rests, and is canceled where it was sent', async () => {
    await type(sheet.getByLabel(/^Limit price/), limitPrice)
    await type(sheet.getByLabel(/^Size/), quantity)
    await tapSend(sheet, /^Buy /)
    await expect(sent).toContainText('Working', { timeout: STATE_MS_MAX })
    await sent.getByRole('button', { name: 'Cancel' }).tap()
    await expect(sent).toContainText('Canceled', { timeout: STATE_MS_MAX })
  })

  await test.step('a market order fills', async () => {
    await sheet.getByText('Market', { exact: true }).tap()
    await type(sheet.getByLabel(/^Size/), quantity)
    await tapSend(sheet, /^Buy /)
    await expect(sent.first()).toContainText('Filled', { timeout: STATE_MS_MAX })
    await sheet.getByRole('button', { name: 'Close', exact: true }).tap()
    await expect(sheet).toBeHidden()
  })

  await test.step('the position is a card, and is closed from it', async () => {
    await page.goto(`/desk/positions?client=${clientId}`)
    const close = page.getByRole('button', { name: `Close ${MARKET}` })
    await untilInteractive(close)
    await close.scrollIntoViewIfNeeded()
    const box = await close.boundingBox()
    expect((box?.x ?? WIDTH) + (box?.width ?? 0), 'within the screen').toBeLessThanOrEqual(WIDTH)
    await close.tap()
    const dialog = page.getByRole('dialog', { name: new RegExp(`^${MARKET}`) })
    await tapSend(dialog, /^Sell /)
    // With its last fill the position leaves the list, and takes its question along.
    await expect(close).toHaveCount(0, { timeout: STATE_MS_MAX })
  })
})

test('at 390 px STOP is held by a finger to pause, and resumes', async ({ openAs }) => {
  test.setTimeout(TEST_MS_MAX)
  const page = await openAs('TRADER')
  await page.goto('/desk')
  const account = await tradingAccount(page, null)
  await page.goto(`/desk?client=${account.clientId}&account=${account.id}`)
  const stop = page.getByRole('button', { name: 'STOP' })
  await untilInteractive(stop)
  await expectForThumbs(stop)
  await stop.tap()
  const sheet = page.getByRole('dialog', { name: 'Stop trading' })
  const line = sheet.getByRole('listitem', { name: `${account.clientName} / ${account.name}` })
  await expect(line).toContainText('Takes new orders')
  const pause = sheet.getByRole('button', { name: /pause entries/ })
  await pause.tap()
  await expect(line, 'a short touch stops nothing').toContainText('Takes new orders')
  await holdUntil(pause, () => expect(line).toContainText('Entries paused'))
  const word = sheet.getByLabel(/Type resume/)
  await word.tap()
  await page.keyboard.type('resume')
  await sheet.getByRole('button', { name: 'Resume', exact: true }).tap()
  await expect(line).toContainText('Takes new orders')
})

async function expectForThumbs(button: Locator): Promise<void> {
  const box = await button.boundingBox()
  expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(TOUCH_PX_MIN)
}

/** Touches a field, and types on the keyboard that this opens. */
async function type(field: Locator, text: string): Promise<void> {
  await field.tap()
  await expect(field).toBeFocused()
  await field.page().keyboard.type(text)
}

async function tapSend(place: Locator, name: RegExp): Promise<void> {
  const send = place.getByRole('button', { name })
  await expect(send).toBeEnabled()
  await expectForThumbs(send)
  await send.tap()
}

/** Keeps a finger on the button until what it does has happened. */
async function holdUntil(button: Locator, happened: () => Promise<void>): Promise<void> {
  const page: Page = button.page()
  const box = await button.boundingBox()
  if (box === null) throw new Error('expected a button on screen')
  const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const session = await page.context().newCDPSession(page)
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] })
  await happened()
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await session.detach()
}
