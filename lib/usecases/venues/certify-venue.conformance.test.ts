import { afterAll, expect, test } from 'vitest'
import { openVenues } from '#adapters/venues/open-venues.ts'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { MINUTE_MS, unixMsOf } from '#core/time/time.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { silentLog } from '#test/silent-log.ts'
import { startExchange } from '#test/start-exchange.ts'
import { certifyVenue } from './certify-venue.ts'

const exchange = await startExchange()
afterAll(() => exchange.stop())
const { database } = await openTestDatabase()
await exchange.control.addLiquidity('BTCUSDT', [
  { side: 'BUY', price: '49990', quantity: '1' },
  { side: 'SELL', price: '50000', quantity: '1' },
])
const simulatedUrl = exchange.restUrl
const { venueId, ...parts } = parseInstrumentId('sim:BTC-USDT')
const venueRow = { id: venueId, name: 'Simulated exchange', kind: 'simulated' } as const

async function certify(rights: { canWithdraw?: boolean }) {
  const key = await exchange.control.openAccount({ ...rights, balances: { USDT: '1000' } })
  const venues = openVenues({ simulatedUrl, clock: systemClock, log: silentLog })
  const lateClock = { ...systemClock, now: () => unixMsOf(systemClock.now() - MINUTE_MS) }
  const late = openVenues({ simulatedUrl, clock: lateClock, log: silentLog })
  const checks: string[] = []
  const result = await certifyVenue(
    {
      database,
      clock: systemClock,
      dice: systemDice,
      report: (check, failure) => checks.push(`${failure === null ? 'kept' : 'broken'}: ${check}`),
    },
    {
      venueRow,
      venue: await venues.openVenue({ venueId, mode: 'paper', key }),
      lateVenue: await late.openVenue({ venueId, mode: 'paper', key }),
      publicVenue: await venues.openVenuePublic(venueId),
      instrumentId: instrumentIdOf({ venueId, ...parts }),
    },
  )
  return { ...result, checks }
}

const standing = () =>
  database.unscoped((tx) =>
    tx.query({ text: 'SELECT certification, certified_at, certificate FROM venue' }),
  )

test('a key that breaks a promise certifies nothing, and says which', async () => {
  const { isCertified, failures } = await certify({ canWithdraw: true })
  expect(isCertified).toBe(false)
  expect(failures).toEqual(['the key may trade and may not withdraw: the key may withdraw'])
  expect(await standing()).toEqual([])
})

test('a venue that keeps every promise gets a dated certificate', async () => {
  const { isCertified, failures, checks } = await certify({})
  expect({ isCertified, failures }).toEqual({ isCertified: true, failures: [] })
  expect(checks.every((check) => check.startsWith('kept'))).toBe(true)
  expect(await standing()).toMatchObject([
    { certification: 'LIVE_READY', certified_at: expect.any(Date), certificate: {} },
  ])
})
