import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { parsePrice, parseQuantity } from '#core/money/money.ts'
import { MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { venueConformance } from '#test/conformance/venue.ts'
import { silentLog } from '#test/silent-log.ts'
import { startExchange } from '#test/start-exchange.ts'
import { openVenues } from '../open-venues.ts'

const INSTRUMENT = parseInstrumentId('sim:BTC-USDT')

venueConformance('the simulated exchange through ccxt', async () => {
  const exchange = await startExchange()
  const { control } = exchange
  const account = await control.openAccount({ balances: { USDT: '1000000', BTC: '2', BNB: '10' } })
  await control.addLiquidity('BTCUSDT', [
    { side: 'BUY', price: '49990', quantity: '10' },
    { side: 'SELL', price: '50000', quantity: '0.015' },
    { side: 'SELL', price: '50000.01', quantity: '10' },
  ])
  await control.addLiquidity('BNBUSDT', [
    { side: 'BUY', price: '599', quantity: '10' },
    { side: 'SELL', price: '600', quantity: '10' },
    { side: 'BUY', price: '600', quantity: '1' },
  ])
  const venues = openVenues({
    simulatedUrl: exchange.restUrl,
    clock: systemClock,
    log: silentLog,
  })
  const opened = { venueId: INSTRUMENT.venueId, mode: 'paper', key: account } as const
  const venue = await venues.openVenue(opened)
  const lateClock = { ...systemClock, now: () => unixMsOf(systemClock.now() - MINUTE_MS) }
  const late = openVenues({ simulatedUrl: exchange.restUrl, clock: lateClock, log: silentLog })
  const lateVenue = await late.openVenue(opened)
  return {
    venue,
    lateVenue,
    instrumentId: instrumentIdOf(INSTRUMENT),
    restingPrice: parsePrice('40000'),
    tradingPrice: parsePrice('50000.01'),
    quantity: parseQuantity('0.01'),
    openedAt: unixMsOf(Date.now() - 60_000),
    dropNextAnswer: async () => {
      const match = { method: 'POST', path: '/api/v3/order' }
      await control.plantFault({ kind: 'drop-after', count: 1, match })
    },
    deposit: async (asset, amount) => {
      await control.deposit(account.accountId, asset, amount)
    },
    payFeesInThirdCoin: async () => {
      await control.changeFees(account.accountId, { payInBnb: true })
    },
    breakStream: async () => {
      await control.plantFault({ kind: 'disconnect', target: 'user' })
    },
    dispose: async () => {
      await Promise.all([venue.close(), lateVenue.close()])
      await exchange.stop()
    },
  }
})
