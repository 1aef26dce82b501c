import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { openPromMeter } from '#adapters/metrics/prom-meter.ts'
import { unixMsOf } from '#core/time/time.ts'
import { systemClock } from '#runtime/system-clock.ts'
import { systemDice } from '#runtime/system-dice.ts'
import { openDatabase } from '#store/database.ts'
import { writeProcessMetrics } from '#store/process-metrics.ts'
import { createClientWithAccount, createFirm } from '#test/builders/firm.ts'
import { openTestDatabase } from '#test/builders/open-test-database.ts'
import { insertBreak } from '#test/builders/proof.ts'
import { silentLog } from '#test/silent-log.ts'
import { asksForMetrics, serveMetrics } from './serve-metrics.ts'

const { clone, database } = await openTestDatabase()
const TOKEN = 'a'.repeat(43)
const servers = new Set<ReturnType<typeof createServer>>()
afterAll(() => {
  for (const server of servers) server.close()
})

async function serve(token: string | undefined, db = database) {
  const house = { database: db, log: silentLog, env: { METRICS_TOKEN: token } }
  const server = createServer((request, response) => void serveMetrics(house, request, response))
  servers.add(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/metrics`
  return async (authorization?: string) => {
    const answer = await fetch(
      url,
      authorization === undefined ? {} : { headers: { authorization } },
    )
    return { status: answer.status, text: await answer.text() }
  }
}

test('without the token there is nothing, and without one in the environment for nobody', async () => {
  const ask = await serve(TOKEN)
  for (const given of [undefined, 'Bearer', `Bearer ${TOKEN}x`, TOKEN, `bearer ${TOKEN}`]) {
    expect(await ask(given)).toEqual({ status: 404, text: '' })
  }
  const closed = await serve(undefined)
  expect(await closed('Bearer undefined')).toEqual({ status: 404, text: '' })
})

test('only the metrics’ own address is theirs', () => {
  expect(asksForMetrics({ url: '/api/metrics?x=1' })).toBe(true)
  expect(asksForMetrics({ url: '/api/metrics/' })).toBe(false)
  expect(asksForMetrics({ url: '/api/v1/orders' })).toBe(false)
})

test('what every process measured and what every firm’s books say is told at one address', async () => {
  for (const process of ['runner', 'gateway']) {
    const meter = openPromMeter({ process, instance: 'one' })
    meter.count('tx_retry_total')
    meter.time('http_request_seconds', 0.02, {
      method: 'GET',
      path: '/api/v1/orders',
      status: '200',
    })
    const families = await meter.families()
    await database.unscoped((tx) => writeProcessMetrics(tx, { ...meter.identity, families }))
  }
  for (const name of ['Firm', 'Another firm']) {
    const firm = await createFirm(database, name)
    const account = await createClientWithAccount(firm)
    const firstSeenAt = unixMsOf(Date.now())
    await insertBreak(firm, account, { state: 'OPEN', asset: 'BTC', firstSeenAt })
  }
  const { status, text } = await (await serve(TOKEN))(`Bearer ${TOKEN}`)
  expect(status).toBe(200)
  const lines = text.split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      'pg_up 1',
      'break_open 2',
      'ledger_sum 0',
      'tx_retry_total{process="runner",process_instance="one"} 1',
      'tx_retry_total{process="gateway",process_instance="one"} 1',
      'alert_standing{kind="BREAK_OPEN",severity="page"} 2',
    ]),
  )
  expect(lines.filter((line) => line.startsWith('# TYPE http_request_seconds '))).toHaveLength(1)
  expect(text).toMatch(/http_request_seconds_bucket\{.*le="0\.025".*\} 1/)
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
})

test('a database that is away is told, not a failure', async () => {
  const url = new URL(clone.appUrl)
  url.port = '9'
  const parts = { clock: systemClock, dice: systemDice, log: silentLog }
  const away = openDatabase({ ...parts, url: url.href, applicationName: 'test', connectionsMax: 1 })
  const { status, text } = await (await serve(TOKEN, away))(`Bearer ${TOKEN}`)
  expect([status, text]).toEqual([200, expect.stringContaining('pg_up 0\n')])
  await away.close()
})
