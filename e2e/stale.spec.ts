import { deskState } from './desk.ts'
import { expect, test } from './test.ts'

/** The gateway calls a venue silent after some seconds; the desk's own pages follow within a poll. */
const SILENCE_MS_MAX = 40_000

test('prices grey with their age while the exchange is silent, and live again after', async ({
  openAs,
}) => {
  test.setTimeout(2 * SILENCE_MS_MAX + 30_000)
  const page = await openAs('TRADER')
  await page.goto('/desk/markets/sim/BTC-USDT')
  const book = page.getByRole('region', { name: 'Ladder' })
  await expect(book.getByText('live')).toBeVisible()
  const exchange = deskState().services.exchange?.pid
  if (exchange === undefined) throw new Error('the desk names no exchange in ports.json')
  process.kill(exchange, 'SIGSTOP')
  try {
    await expect(book.getByText(/^stale · \d+/)).toBeVisible({ timeout: SILENCE_MS_MAX })
  } finally {
    process.kill(exchange, 'SIGCONT')
  }
  await expect(book.getByText('live')).toBeVisible({ timeout: SILENCE_MS_MAX })
})
