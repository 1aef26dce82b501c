import { afterAll } from 'vitest'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { openTestDatabase } from './builders/open-test-database.ts'
import { openPaperFirm, runnerEnvFor } from './running-desk.ts'
import { startExchange } from './start-exchange.ts'

export const BTC_USDT = instrumentIdOf(parseInstrumentId('sim:BTC-USDT'))

/**
 * All that a test's runner needs: a database and an exchange of the test file's own, where somebody offers 100 BTC at
 * 50,010 USDT and asks for as many at `bid`, and a firm whose trader has yet to open an account there.
 */
export async function openPaperDesk({ bid = '49990' }: { readonly bid?: string } = {}) {
  const clone = await openTestDatabase()
  const exchange = await startExchange()
  afterAll(() => exchange.stop())
  await exchange.control.addLiquidity('BTCUSDT', [
    { side: 'SELL', price: '50010', quantity: '100' },
    { side: 'BUY', price: bid, quantity: '100' },
  ])
  return {
    ...(await openPaperFirm(clone)),
    database: clone.database,
    exchange,
    env: runnerEnvFor(clone, exchange),
  }
}
