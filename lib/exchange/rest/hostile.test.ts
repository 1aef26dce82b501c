import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { publicCall } from '#test/exchange-client.ts'
import { type ExchangeProcess, startExchange } from '#test/start-exchange.ts'
import { BODY_BYTES_MAX } from './read-body.ts'

let exchange: ExchangeProcess

beforeAll(async () => {
  exchange = await startExchange()
})
afterAll(() => exchange.stop())

/** Sends bytes as they are and waits until the other side has read or hung up. */
async function sendRaw(bytes: string): Promise<void> {
  const { port } = new URL(exchange.restUrl)
  const socket = connect(Number(port), '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(bytes)
  socket.end()
  socket.resume()
  await once(socket, 'close')
}

const isAlive = async () => (await publicCall(exchange, '/api/v3/ping')).status === 200

test.each([
  [
    'a body that ends too soon',
    'POST /api/v3/order HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\nab',
  ],
  ['a path that is no URL', 'GET // HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['an upgrade to nowhere', upgrade('//')],
  ['an upgrade with broken escapes', upgrade('/stream?streams=%zz')],
  ['something that is not HTTP', '\u0000\u0001\u0002\r\n\r\n'],
])('%s leaves the exchange standing', async (_name, bytes) => {
  await sendRaw(bytes)
  expect(await isAlive()).toBe(true)
})

test('a body beyond the limit is 413', async () => {
  const body = 'x'.repeat(BODY_BYTES_MAX + 1)
  const response = await fetch(`${exchange.restUrl}/api/v3/order`, { method: 'POST', body })
  expect(response.status).toBe(413)
})

test.each([
  ['/ws', 'not json'],
  ['/ws', '[]'],
  ['/ws', '{"method":"SUBSCRIBE","params":["btcusdt@depth@100ms\\""],"id":1}'],
  ['/ws-api/v3', 'not json'],
  ['/ws-api/v3', '{"id":1,"method":"order.place"}'],
  ['/ws-api/v3', '{"id":1,"method":"depth","params":{"symbol":{"a":1}}}'],
])('on %s the message %j is answered with an error', async (path, message) => {
  const socket = new WebSocket(exchange.wsUrl + path)
  await once(socket, 'open')
  socket.send(message)
  const [answer] = await once(socket, 'message')
  expect(JSON.parse(String(answer))).toHaveProperty('error')
  socket.close()
})

function upgrade(path: string): string {
  const head = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n'
  return `GET ${path} HTTP/1.1\r\nHost: x\r\n${head}Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`
}
