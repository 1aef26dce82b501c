import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { openVenues } from '#adapters/venues/open-venues.ts'
import { venueIdOf } from '#core/market/instrument.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { silentLog } from '#test/silent-log.ts'
import { startExchange } from '#test/start-exchange.ts'

const folder = mkdtempSync(join(tmpdir(), 'truebook-stream-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a venue that is killed and comes back is followed again, and nothing else falls', async () => {
  // A rejection that nobody waited for once ended the runner; here it would fail the run.
  const before = await startExchange({ dataFolder: folder })
  const { apiKey, apiSecret } = await before.control.openAccount({ balances: { USDT: '1000' } })
  const venues = openVenues({ simulatedUrl: before.restUrl, clock: systemClock, log: silentLog })
  const venue = await venues.openVenue({
    venueId: venueIdOf('sim'),
    mode: 'paper',
    key: { apiKey, apiSecret },
  })
  await venue.measureClock()
  const stop = new AbortController()
  const onGap = vi.fn()
  const heard = { onGap, onFill() {}, onOrder() {}, onBalanceChanged: vi.fn() }
  const watching = venue.watchAccount(heard, stop.signal)
  await vi.waitFor(() => expect(onGap).toHaveBeenCalledTimes(1), { timeout: 10_000 })
  await before.kill()
  // Long enough for several attempts against a closed port.
  await vi.waitFor(() => expect(venue.measureClock()).rejects.toThrow(), { timeout: 5_000 })
  await systemClock.sleep(2_000)
  const after = await startExchange({ dataFolder: folder, ports: before.ports })
  await vi.waitFor(() => expect(onGap.mock.calls.length).toBeGreaterThan(1), { timeout: 20_000 })
  await after.control.deposit(1, 'USDT', '5')
  await vi.waitFor(() => expect(heard.onBalanceChanged).toHaveBeenCalled(), { timeout: 10_000 })
  stop.abort()
  await watching
  await venue.close()
  await after.stop()
})
