import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { PinnedAddress } from './pinned-target.ts'
import { OUTSIDE_ANSWER_BYTES_MAX, safeFetch } from './safe-fetch.ts'

/** Whoever connects to it came in through a hole. */
let intruders = 0
const canary = createServer((socket) => {
  intruders += 1
  socket.destroy()
})
const port = await listen(canary)
afterAll(() => void canary.close())
beforeEach(() => {
  intruders = 0
})

const loopback: PinnedAddress = { address: '127.0.0.1', family: 4 }
const publicAddress: PinnedAddress = { address: '93.184.215.14', family: 4 }
const nobodyAllowed: ReadonlySet<string> = new Set()
const post = (url: string) => ({ url, headers: {}, body: '{}' })

const HOSTS = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0177.0.0.1',
  '017700000001',
  '127.255.255.254',
  '0.0.0.0',
  '0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '127.0.0.1.',
  '%31%32%37.0.0.1',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[::7f00:1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[fe80::1]',
  '[fc00::1]',
  '[fec0::1]',
  '[ff02::1]',
  'localhost',
  'LOCALHOST.',
]

test.each(HOSTS)('a private host in any spelling is refused before a packet: %s', async (host) => {
  const outside = safeFetch({ allowed: nobodyAllowed, ports: [port] })
  const url = `https://${host}:${port}/hook`
  await expect(outside.post(post(url))).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
  await expect(outside.requireAllowed(url)).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
  expect(intruders).toBe(0)
})

test.each([
  'http://example.com/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'https://example.com:22/',
  'https://example.com:80/',
  'https://user@example.com/',
  'https://user:password@example.com/',
  'https://127.0.0.1#@example.com/',
  'https:///',
  'example.com',
  '',
  `https://example.com/${'a'.repeat(2_048)}`,
])('anything but https to a host on 443 or 8443 is refused: %s', async (url) => {
  const outside = safeFetch({ allowed: nobodyAllowed, resolve: async () => [publicAddress] })
  await expect(outside.post(post(url))).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
})

test('a name with one private address among public ones is refused', async () => {
  const resolve = async () => [publicAddress, loopback]
  const outside = safeFetch({ allowed: nobodyAllowed, ports: [port], resolve })
  const posting = outside.post(post(`https://two.example:${port}/`))
  await expect(posting).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
  expect(intruders).toBe(0)
})

test('a host is asked for once, and connected to where it was then', async () => {
  const server = createHttpServer((_incoming, response) => response.end())
  const open = await listen(server)
  let asked = 0
  const resolve = async () => {
    asked += 1
    return asked === 1 ? [loopback] : []
  }
  const outside = safeFetch({ allowed: new Set([`rebind.example:${open}`]), resolve })
  const answer = await outside.post(post(`http://rebind.example:${open}/`))
  expect([answer.status, asked]).toEqual([200, 1])
  server.close()
})

test('a private host and port that the operator allows is reached, over http too, and no other port of it', async () => {
  const heard: string[] = []
  const server = createHttpServer((incoming, response) => {
    incoming.on('data', (chunk) => heard.push(String(chunk)))
    incoming.on('end', () => response.end('thanks'))
  })
  const open = await listen(server)
  const outside = safeFetch({ allowed: new Set([`127.0.0.1:${open}`]) })
  const answer = await outside.post(post(`http://127.0.0.1:${open}/hook`))
  expect([answer, heard]).toEqual([{ status: 200, text: 'thanks' }, ['{}']])
  const elsewhere = outside.post(post(`http://127.0.0.1:${port}/`))
  await expect(elsewhere).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' })
  expect(intruders).toBe(0)
  server.close()
})

test('a redirect is an answer, not a way in', async () => {
  const server = createHttpServer((_incoming, response) => {
    response.writeHead(307, { location: `http://127.0.0.1:${port}/` }).end()
  })
  const open = await listen(server)
  const outside = safeFetch({ allowed: new Set([`127.0.0.1:${open}`]) })
  const answer = await outside.post(post(`http://127.0.0.1:${open}/`))
  expect([answer.status, intruders]).toEqual([307, 0])
  server.close()
})

test('an answer that is too long or too slow is given up', async () => {
  const long = createHttpServer((_incoming, response) => {
    response.end('x'.repeat(OUTSIDE_ANSWER_BYTES_MAX + 1))
  })
  const slow = createHttpServer(() => undefined)
  const unknown = safeFetch(
    { allowed: nobodyAllowed, resolve: () => new Promise(() => undefined) },
    50,
  )
  const [longPort, slowPort] = [await listen(long), await listen(slow)]
  const allowed = new Set([`127.0.0.1:${longPort}`, `127.0.0.1:${slowPort}`])
  const outside = safeFetch({ allowed }, 100)
  await expect(outside.post(post(`http://127.0.0.1:${longPort}/`))).rejects.toThrow()
  await expect(outside.post(post(`http://127.0.0.1:${slowPort}/`))).rejects.toThrow()
  await expect(unknown.post(post('https://slow.example/'))).rejects.toThrow()
  await expect(unknown.requireAllowed('https://slow.example/')).rejects.toThrow()
  long.close()
  slow.closeAllConnections()
  slow.close()
})

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
