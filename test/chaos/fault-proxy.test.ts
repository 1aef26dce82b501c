import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FaultProxy, type ProxyFault } from './fault-proxy.ts'

let heard = 0
const answer = 'x'.repeat(500)
const server: Server = createServer((_request, response) => {
  heard += 1
  response.end(answer)
})
let proxy: FaultProxy

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  proxy = await FaultProxy.open(typeof address === 'object' ? (address?.port ?? 0) : 0)
})
afterAll(async () => {
  await proxy[Symbol.asyncDispose]()
  server.close()
})

/** A connection of its own, patient for so long. */
async function ask(patienceMs = 300) {
  const before = heard
  const text = await fetch(`http://127.0.0.1:${proxy.port}/`, {
    headers: { connection: 'close' },
    signal: AbortSignal.timeout(patienceMs),
  })
    .then((response) => response.text())
    .catch(() => null)
  return { text, isHeard: heard > before }
}

test('a network that is well changes nothing', async () => {
  expect(await ask(5_000)).toEqual({ text: answer, isHeard: true })
})

test.each<[ProxyFault, boolean]>([
  ['blackhole', false],
  ['reset-before', false],
  ['reset-after', true],
  ['truncate', true],
  ['half-open', true],
])(
  'with %s there is no answer, and whether it was asked for is another matter: %s',
  async (fault, isHeard) => {
    proxy.breakWith(fault)
    expect(await ask()).toEqual({ text: null, isHeard })
    proxy.heal()
    expect(await ask(5_000)).toEqual({ text: answer, isHeard: true })
  },
)

test('latency is patience, not loss', async () => {
  proxy.breakWith('latency')
  const startedAt = performance.now()
  expect(await ask(5_000)).toEqual({ text: answer, isHeard: true })
  expect(performance.now() - startedAt).toBeGreaterThan(700)
  proxy.heal()
})
