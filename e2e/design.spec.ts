import type { Locator, Page } from '@playwright/test'
import { expect, test } from './test.ts'
import { untilInteractive } from './until-interactive.ts'

const DESIGN = '/desk/design'

test('a table is walked by its keys and a long one draws the row that they lead to', async ({
  openAs,
}) => {
  const page = await openAs('TRADER')
  await openDesign(page)
  const few = tableOf(page, 'Specimens, dark')
  await few.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('j')
  await expect(rowAt(few, 1)).toBeFocused()
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await expect(rowAt(few, 0)).toHaveAttribute('aria-current', 'true')

  const many = tableOf(page, 'Many specimens, dark')
  await expect(rowAt(many, 400)).toHaveCount(0)
  await many.focus()
  await page.keyboard.press('End')
  await expect(rowAt(many, 499)).toBeFocused()
  await page.keyboard.press('Home')
  await expect(rowAt(many, 0)).toBeFocused()
})

test('the columns, their order and their sorting that a person chose survive a reload', async ({
  openAs,
}) => {
  const page = await openAs('TRADER')
  await openDesign(page)
  await arrangeAsMade(page)
  const table = tableOf(page, 'Specimens, dark')
  await keeping(
    page,
    'table.design',
    async () => {
      const menu = await openTableMenu(page, 'Specimens, dark')
      await menu.getByRole('checkbox', { name: 'State' }).check()
      await menu.getByRole('checkbox', { name: 'Client' }).uncheck()
      await menu.getByRole('button', { name: 'P&L: to the left' }).click()
      await menu.getByRole('button', { name: 'Close' }).click()
      await table.getByRole('button', { name: 'Quantity' }).click()
    },
    '"isDescending"',
  )
  const arranged = ['Market', 'Quantity', 'P&L', 'Value', 'State', 'Acts']
  await expect(headersOf(table)).toHaveText([...arranged, ''])
  await page.reload()
  await expect(headersOf(table)).toHaveText([...arranged, ''])
  await expect(table.getByRole('columnheader', { name: 'Quantity' })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  await expect(rowAt(table, 0)).toContainText('BTC-USDT 5')
  await arrangeAsMade(page)
  await expect(headersOf(table)).toHaveText([
    'Market',
    'Client',
    'Quantity',
    'Value',
    'P&L',
    'Acts',
    '',
  ])
})

test('rows that are sorted by something live stand still under the pointer', async ({ openAs }) => {
  const page = await openAs('TRADER')
  await openDesign(page)
  await arrangeAsMade(page)
  const table = tableOf(page, 'Specimens, dark')
  await keeping(page, 'table.design', () => table.getByRole('button', { name: 'P&L' }).click())
  await expect(rowAt(table, 0)).toContainText('+')
  const first = await rowAt(table, 0).getByRole('cell').first().textContent()
  const turn = page.getByRole('button', { name: 'Turn profits into losses' }).first()
  await turn.focus()
  await rowAt(table, 0).hover()
  await page.keyboard.press('Enter')
  await expect(rowAt(table, 0)).toContainText('−')
  await expect(rowAt(table, 0).getByRole('cell').first()).toHaveText(first ?? '')
  await page.mouse.move(0, 0)
  await expect(rowAt(table, 0)).not.toContainText('−')
  await arrangeAsMade(page)
})

test('a header dropped on another takes its place', async ({ openAs }) => {
  const page = await openAs('TRADER')
  await openDesign(page)
  await arrangeAsMade(page)
  const headers = headersOf(tableOf(page, 'Specimens, dark'))
  await keeping(page, 'table.design', () =>
    headers.filter({ hasText: 'Value' }).dragTo(headers.filter({ hasText: 'Client' })),
  )
  await expect(headers.nth(1)).toHaveText('Value')
  await arrangeAsMade(page)
})

test('a copy of a table holds what is shown, to the last digit', async ({ openAs }) => {
  const page = await openAs('TRADER')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await openDesign(page)
  await arrangeAsMade(page)
  const menu = await openTableMenu(page, 'Specimens, dark')
  await menu.getByRole('button', { name: 'Copy as CSV' }).click()
  await expect(page.getByText('Specimens, dark: 6 rows copied as CSV')).toBeVisible()
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\r\n')
  expect(lines).toHaveLength(8)
  expect(lines.slice(0, 2)).toEqual([
    'Market,Client,Quantity,Value,P&L',
    'BTC-USDT,Lynk Capital,0,0,-1000.25',
  ])
  expect(lines[3]).toBe('SOL-USDT,Harbour Fund,2.246913578024691356,2001,583.55')
})

test('a dialog keeps the focus, gives it back, and a typed word guards what cannot be undone', async ({
  openAs,
}) => {
  const page = await openAs('TRADER')
  await openDesign(page)
  const opener = page.getByRole('button', { name: 'Alert' }).first()
  await opener.click()
  const alert = page.getByRole('alertdialog', { name: 'Flatten Lynk Capital' })
  await expect(alert).toBeVisible()
  for (let press = 0; press < 6; press++) {
    await page.keyboard.press('Tab')
    await expect(alert.locator(':focus')).toHaveCount(1)
  }
  const act = alert.getByRole('button', { name: 'Flatten 3 positions' })
  await expect(act).toBeDisabled()
  await alert.getByRole('textbox').fill('FLATTEN')
  await expect(act).toBeEnabled()
  await page.keyboard.press('Escape')
  await expect(alert).toBeHidden()
  await expect(opener).toBeFocused()
})

test('what a person chose to look at is drawn by the server, so no page flashes', async ({
  openAs,
}) => {
  const page = await openAs('TRADER')
  await page.emulateMedia({ colorScheme: 'dark' })
  await openDesign(page)
  await choose(page, { Theme: 'Light', Rows: 'Comfortable', 'A rise is': 'Red' }, 'red-up')
  const answer = await page.reload()
  expect(await answer?.text()).toMatch(
    /<html[^>]*data-theme="light" data-density="comfortable" data-updown="red-up"/,
  )
  const cell = page.locator('tr[data-index="0"] td').first()
  await expect(cell).toBeVisible()
  const [row, paper] = await cell.evaluate((first) => [
    first.getBoundingClientRect().height,
    getComputedStyle(document.documentElement).backgroundColor,
  ])
  expect(Math.round(row)).toBe(36)
  expect(paper).toBe('rgb(250, 248, 243)')
  await untilInteractive(page.getByRole('button', { name: 'Dialog' }).first())
  await choose(page, { Theme: 'As the system', Rows: 'Compact', 'A rise is': 'Green' }, 'green-up')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'system')
})

test('what breaks in a panel breaks alone and can be tried again', async ({ openAs, troubles }) => {
  const page = await openAs('TRADER')
  await openDesign(page)
  const panel = page.getByRole('region', { name: 'Breaking, dark' })
  await panel.getByRole('button', { name: 'Break this panel' }).click()
  await expect(panel.getByRole('alert')).toContainText('Breaking, dark cannot be shown')
  await expect(page.getByRole('region', { name: 'Numbers, dark' })).toBeVisible()
  await panel.getByRole('button', { name: 'Try again' }).click()
  await expect(panel.getByRole('button', { name: 'Break this panel' })).toBeVisible()
  // React tells the console what was thrown on purpose.
  for (const trouble of troubles.splice(0)) expect(trouble).toContain('asked to break')
})

async function openDesign(page: Page): Promise<void> {
  await page.goto(DESIGN)
  await untilInteractive(page.getByRole('button', { name: 'Dialog' }).first())
}

/** The region that holds a table; it hears the keys. */
function tableOf(page: Page, label: string): Locator {
  return page.getByRole('region', { name: `${label}, table`, exact: true })
}

function rowAt(table: Locator, index: number): Locator {
  return table.locator(`tr[data-index="${index}"]`)
}

function headersOf(table: Locator): Locator {
  return table.getByRole('columnheader')
}

async function openTableMenu(page: Page, label: string): Promise<Locator> {
  await page.getByRole('button', { name: `Columns and copy of ${label}`, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: label, exact: true })
  await expect(dialog).toBeVisible()
  return dialog
}

async function arrangeAsMade(page: Page): Promise<void> {
  await keeping(page, 'table.design', async () => {
    const menu = await openTableMenu(page, 'Specimens, dark')
    await menu.getByRole('button', { name: 'As made' }).click()
    await menu.getByRole('button', { name: 'Close' }).click()
  })
}

async function choose(
  page: Page,
  wanted: Readonly<Record<string, string>>,
  last: string,
): Promise<void> {
  await keeping(
    page,
    'appearance',
    async () => {
      await page.getByRole('button', { name: 'Appearance' }).first().click()
      const dialog = page.getByRole('dialog', { name: 'Appearance' })
      for (const [question, answer] of Object.entries(wanted)) {
        await dialog
          .getByRole('group', { name: question })
          .getByText(answer, { exact: true })
          .click()
      }
      await dialog.getByRole('button', { name: 'Close' }).click()
    },
    last,
  )
}

/** Returns when the desk has kept what `act` changed; of several changes the last is known by its own words. */
async function keeping(
  page: Page,
  key: string,
  act: () => Promise<void>,
  last = '',
): Promise<void> {
  const kept = page.waitForResponse(
    (response) =>
      response.url().endsWith(`/preferences/${key}`) &&
      response.status() === 200 &&
      (response.request().postData() ?? '').includes(last),
  )
  await act()
  await kept
}
