import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { pipeToGateway } from './pipe-to-gateway.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** A web server in front of a gateway at this address. */
function front(gatewayUrl: string): Promise<number> {
  const server = createServer()
  server.on('upgrade', (request, socket, head) =>
    pipeToGateway({ request, socket, head }, gatewayUrl, '203.0.113.9'),
  )
  return listening(server)
}

test('frames pass both ways, and the gateway learns the address from us alone', async () => {
  const gateway = createServer()
  const sockets = new WebSocketServer({ server: gateway })
  const asked = Promise.withResolvers<Record<string, unknown>>()
  sockets.on('connection', (socket, request) => {
    asked.resolve({ ...request.headers, url: request.url })
    socket.on('message', (data) => socket.send(`heard ${data}`))
  })
  const port = await front(`http://127.0.0.1:${await listening(gateway)}`)
  const client = new WebSocket(`ws://127.0.0.1:${port}/stream?x=1`, {
    headers: { 'x-truebook-client-address': '1.2.3.4', origin: 'http://desk.test' },
  })
  const answer = Promise.withResolvers<string>()
  client.on('open', () => client.send('hello'))
  client.on('message', (data) => answer.resolve(String(data)))
  expect(await answer.promise).toBe('heard hello')
  expect(await asked.promise).toMatchObject({
    url: '/stream?x=1',
    origin: 'http://desk.test',
    'x-truebook-client-address': '203.0.113.9',
  })
  const closed = new Promise((resolve) => client.on('close', resolve))
  for (const socket of sockets.clients) socket.terminate()
  await closed
})

test('a gateway that is away is said to be away', async () => {
  const port = await front('http://127.0.0.1:9')
  const client = new WebSocket(`ws://127.0.0.1:${port}/stream`)
  const refused = await new Promise<number | undefined>((resolve) =>
    client.on('unexpected-response', (_request, response) => resolve(response.statusCode)),
  )
  expect(refused).toBe(503)
})
