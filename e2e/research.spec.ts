import { expect, test } from './test.ts'

test('a strategy is run over the desk’s candles from its own form, and says what its result rests on', async ({
  openAs,
}) => {
  const page = await openAs('TRADER')
  await page.goto('/desk/research')
  await page.getByRole('button', { name: 'New backtest' }).click()
  const form = page.getByRole('dialog', { name: 'New backtest' })
  await form.getByLabel('Strategy').selectOption({ label: 'Moving average cross' })
  await form.getByLabel('Timeframe').selectOption('5m')
  await form.getByLabel('Fast average').fill('40')
  await form.getByLabel('Slow average').fill('20')
  await form.getByRole('button', { name: 'Run backtest' }).click()
  await expect(form.getByRole('alert')).toContainText('fast must be below slow')

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
