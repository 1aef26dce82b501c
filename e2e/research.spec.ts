import type { Page } from '@playwright/test'
import { expect, test } from './test.ts'

test('a strategy is run over the desk’s candles from its own form, and says what its result rests on', async ({
  openAs,
  troubles,
}) => {
  const { page, form } = await openForm(await openAs('TRADER'), 'New backtest')
  await form.getByLabel('Fast average').fill('40')
  await form.getByLabel('Slow average').fill('20')
  await form.getByRole('button', { name: 'Run backtest' }).click()
  await expect(form.getByRole('alert')).toContainText('fast must be below slow')
  // The browser tells of an answer that refuses.
  for (const trouble of troubles.splice(0)) expect(trouble).toContain('status of 400')

  await form.getByLabel('Fast average').fill('5')
  await form.getByRole('button', { name: 'Run backtest' }).click()
  await expect(page.getByRole('region', { name: 'Backtest of sma-cross' })).toContainText('Done')
  await expect(page.getByRole('region', { name: 'Equity over drawdown' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Figures' })).toContainText('Profit factor')
  await expect(page.getByRole('region', { name: 'Made of' })).toContainText('SHA-256 of data')
  await expect(page.getByRole('table', { name: 'Trades' }).getByRole('row').nth(1)).toBeVisible()

  await page.getByRole('link', { name: 'Backtests' }).click()
  await expect(page.getByRole('table', { name: 'Backtests' })).toContainText('fast 5, slow 20')
})

test('a sweep shows every combination on a map that the keyboard walks, and a press runs one of them', async ({
  openAs,
}) => {
  const { page, form } = await openForm(await openAs('TRADER'), 'New sweep')
  await form.getByLabel('Fast average from').fill('5')
  await form.getByLabel('Fast average to').fill('15')
  await form.getByLabel('Fast average by').fill('5')
  await form.getByLabel('Slow average from').fill('10')
  await form.getByLabel('Slow average to').fill('20')
  await form.getByLabel('Slow average by').fill('10')
  await expect(form.getByText('6 combinations')).toBeVisible()
  await form.getByRole('button', { name: 'Run sweep' }).click()

  await expect(page.getByRole('region', { name: 'Sweep of sma-cross' })).toContainText('Done')
  await expect(page.getByRole('region', { name: 'Before you believe it' })).toContainText(
    '4 trials',
  )
  const map = page.getByRole('table', { name: 'Heat map' })
  await map.getByRole('button').first().focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  const backtest = page.getByRole('region', { name: 'Backtest of sma-cross' })
  await expect(backtest).toContainText('Done')
  await expect(backtest).toContainText('fast 5, slow 20')
})

test('a replay shows by the keyboard what was known at each bar, and nothing of what came after', async ({
  openAs,
}) => {
  const { page, form } = await openForm(await openAs('TRADER'), 'New backtest')
  await form.getByLabel('Fast average').fill('5')
  await form.getByLabel('Slow average').fill('10')
  await form.getByRole('button', { name: 'Run backtest' }).click()
  await page.getByRole('button', { name: 'Replay bar by bar' }).click()

  const replay = page.getByRole('region', { name: 'Replay' })
  const bar = replay.getByRole('slider', { name: 'Bar' })
  await expect(bar).toBeFocused()
  await expect(replay.getByText('nothing')).toBeVisible()
  await expect(page.getByRole('table', { name: 'Trades' })).toBeHidden()
  await page.keyboard.press('ArrowRight')
  await expect(bar).toHaveValue('1')
  await page.keyboard.press('End')
  await expect(bar).toHaveValue((await bar.getAttribute('max')) ?? '')
  await page.keyboard.press('Home')
  await expect(bar).toHaveValue('0')
  await replay.getByRole('button', { name: 'Back to the result' }).click()
  await expect(page.getByRole('table', { name: 'Trades' })).toBeVisible()
})

/** The form of a new backtest or sweep, with the strategy and the timeframe of these tests chosen. */
async function openForm(page: Page, name: 'New backtest' | 'New sweep') {
  await page.goto('/desk/research')
  await page.getByRole('button', { name }).click()
  const form = page.getByRole('dialog', { name })
  await form.getByLabel('Strategy').selectOption({ label: 'Moving average cross' })
  await form.getByLabel('Timeframe').selectOption('5m')
  return { page, form }
}
