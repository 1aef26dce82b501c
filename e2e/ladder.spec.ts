import type { Locator, Page } from '@playwright/test'
import { tradingAccount } from './desk-facts.ts'
import { expect, test } from './test.ts'
import { untilInteractive } from './until-interactive.ts'

const STATE_MS_MAX = 30_000
/** Coarse rows, so that the lowest is far below the market. */
const COARSE = '1000'

async function openLadder(page: Page) {
  await page.goto('/desk/markets/sim/BTC-USDT')
  const { clientName } = await tradingAccount(page, null)
  const form = page.getByRole('region', { name: 'Order', exact: true })
  const account = form.getByLabel('Account')
  await untilInteractive(account)
  const whose = account.getByRole('option', { name: clientName })
  await account.selectOption(await whose.first().getAttribute('value'))
  await beside(page).getByText('Ladder').click()
  await page.getByLabel('Ticks in a row').selectOption(COARSE)
  const ladder = page.getByRole('grid', { name: 'Price ladder' })
  await expect(ladder.locator('[data-row]').first()).toBeVisible({ timeout: STATE_MS_MAX })
  return { form, ladder }
}

/** The choice of what stands beside the chart. */
function beside(page: Page): Locator {
  return page.getByRole('group', { name: 'Panel beside the chart' })
}

function plain(price: string | null): string {
  return (price ?? '').replaceAll(',', '')
}

async function centreOf(locator: Locator) {
  const box = await locator.boundingBox()
  if (box === null) throw new Error('expected something on screen')
  return { x: box.x + 12, y: box.y + box.height / 2 }
}

test('a press on the ladder fills the ticket and sends nothing; the order then stands in its row, moves and leaves', async ({
  openAs,
}) => {
  const page = await openAs('TRADER')
  const { form, ladder } = await openLadder(page)
  const lowest = ladder.locator('[data-row]').last()
  const price = plain(await lowest.getAttribute('data-price'))
  await lowest.locator('[data-cell=bid]').click()
  await expect(form.getByLabel(/^Limit price/)).toHaveValue(
    new RegExp(`^${price}0*$|^${Number(price)}$`),
  )
  await expect(page.getByRole('list', { name: 'Just sent' }).getByRole('listitem')).toHaveCount(0)

  await form.getByLabel(/^Size/).fill('0.001')
  await form.getByRole('button', { name: /^Buy 0\.001 BTC/ }).click()
  const chip = ladder.locator('[data-order]').last()
  await expect(chip).toContainText('own buy', { timeout: STATE_MS_MAX })
  await expect(page.getByRole('list', { name: 'Just sent' })).toContainText('Working')

  const target = ladder.locator('[data-row]').nth(-4)
  const goal = await target.getAttribute('data-price')
  await drag(page, chip, target)
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(page.getByRole('alertdialog')).toHaveCount(0)

  await drag(page, chip, target)
  await page.mouse.up()
  const question = page.getByRole('alertdialog', { name: `Move to ${goal}?` })
  await expect(question).toContainText('its place in the queue is lost')
  await question.getByRole('button', { name: `Move to ${goal}` }).click()
  await expect(
    ladder.locator(`[data-price="${goal}"]`).locator('[data-order]').last(),
  ).toContainText('own buy', { timeout: STATE_MS_MAX })
  await expect(page.getByRole('list', { name: 'Just sent' })).toContainText('Canceled')

  await page.keyboard.press('c')
  const cancel = page.getByRole('alertdialog', { name: /^Cancel \d+ order/ })
  await cancel.getByRole('button', { name: /^Cancel \d+ order/ }).click()
  await expect(ladder.locator('[data-order]')).toHaveCount(0, { timeout: STATE_MS_MAX })
})

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await centreOf(from), await centreOf(to)]
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(start.x, end.y, { steps: 4 })
}

test('the ladder is walked and pressed by keys alone', async ({ openAs }) => {
  const page = await openAs('TRADER')
  const { form, ladder } = await openLadder(page)
  await ladder.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('s')
  const chosen = ladder.locator('[aria-selected=true]')
  const price = plain(await chosen.getAttribute('data-price'))
  expect(Number(await form.getByLabel(/^Limit price/).inputValue())).toBe(Number(price))
  await expect(form.getByRole('radio', { name: 'Sell' })).toBeChecked()
})

test('the panel beside the chart and its width survive a reload', async ({ openAs }) => {
  const page = await openAs('TRADER')
  await page.goto('/desk/markets/sim/ETH-USDT')
  const depth = page.getByRole('radio', { name: 'Depth' })
  await untilInteractive(depth)
  await beside(page).getByText('Depth').click()
  const edge = page.getByRole('separator', { name: 'Width of the ticket' })
  const before = Number(await edge.getAttribute('aria-valuenow'))
  await edge.focus()
  const saved = page.waitForResponse((answer) =>
    answer.url().includes('/preferences/layout.market'),
  )
  const [key, after] = before > 300 ? ['ArrowRight', before - 16] : ['ArrowLeft', before + 16]
  await page.keyboard.press(key)
  await expect(edge).toHaveAttribute('aria-valuenow', `${after}`)
  await saved
  await page.reload()
  await expect(page.getByRole('region', { name: 'Depth' })).toBeVisible()
  await expect(page.getByRole('separator', { name: 'Width of the ticket' })).toHaveAttribute(
    'aria-valuenow',
    `${after}`,
  )
  const restored = page.waitForResponse((answer) =>
    answer.url().includes('/preferences/layout.market'),
  )
  await untilInteractive(page.getByRole('radio', { name: 'Ladder' }))
  await beside(page).getByText('Ladder').click()
  await restored
})
