import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { createFirm } from '#test/builders/firm.ts'
import { createInstrument } from '#test/builders/market.ts'
import { GatewayClient, TEST_ORIGIN } from '#test/gateway-client.ts'
import { openGatewayTest } from '#test/gateway-house.ts'
import { startExchange } from '#test/start-exchange.ts'

const BIN = fileURLToPath(new URL('../../bin/gateway.ts', import.meta.url))
const house = await openGatewayTest()
const exchange = await startExchange()
const children: ChildProcess[] = []
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await exchange.stop()
})

async function startProcess(): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = fork(BIN, {
    execArgv: [],
    env: {
      NODE_ENV: 'test',
      PATH: process.env['PATH'],
      DATABASE_URL: house.clone.appUrl,
      EXCHANGE_URL: exchange.restUrl,
      PUBLIC_ORIGIN: `${TEST_ORIGIN}/`,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  children.push(child)
  const [ready] = await once(child, 'message')
  return { child, port: ready.ports.http }
}

test('the process passes a real venue’s trade on to a socket, and SIGTERM sends everyone home', async () => {
  await createInstrument(house.database)
  const trader = await house.createPerson(await createFirm(house.database), 'TRADER')
  const { child, port } = await startProcess()
  const client = await GatewayClient.open(port, await trader.ticket())
  for (const kind of ['book', 'trades', 'ticker', 'candles']) {
    client.say({ op: 'subscribe', channel: `${kind}:sim:BTC-USDT` })
  }
  await client.until(() => client.heard('data').length >= 3)
  await exchange.control.addLiquidity('BTCUSDT', [
    { side: 'SELL', price: '50010.00', quantity: '0.3' },
    { side: 'BUY', price: '50010.00', quantity: '0.1' },
  ])
  const saw = (kind: string, text: string) =>
    client
      .heard('data')
      .some(({ channel, data }) => channel.startsWith(kind) && JSON.stringify(data).includes(text))
  await client.until(() => saw('trades', '"price":"50010","quantity":"0.1","takerSide":"buy"'))
  await client.until(() => saw('book', '["50010","0.2"]') && saw('ticker', '"last":"50010"'))
  await client.until(() => saw('candles', '"close":50010'))
  child.kill('SIGTERM')
  expect(await client.closed()).toBe(1012)
  const [code] = await once(child, 'exit')
  expect(code).toBe(0)
})

test('the process ends when its parent’s channel closes', async () => {
  const { child } = await startProcess()
  const gone = once(child, 'exit')
  child.disconnect()
  expect((await gone)[0]).toBe(0)
})
