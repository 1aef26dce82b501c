import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import next from 'next'
import { CLIENT_ADDRESS_HEADER } from '#edge/request-headers.ts'
import { isSecure } from '#edge/session-token.ts'
import type { WebHouse } from '#runtime/web-context.ts'
import { type AddressReader, addressReader } from './client-address-of.ts'
import { keepHouse } from './keep-house.ts'
import { pipeToGateway, STREAM_PATH } from './pipe-to-gateway.ts'
import { asksForMetrics, serveMetrics } from './serve-metrics.ts'

/** Longer than any proxy's, so that a proxy never sends into a connection that we are closing. */
const KEEP_ALIVE_MS = 75_000
const HEADERS_TIMEOUT_MS = 20_000
const REQUEST_TIMEOUT_MS = 30_000
const DRAIN_MS_MAX = 20_000
const DRAIN_SWEEP_MS = 50
const STRICT_TRANSPORT_SECURITY = 'max-age=31536000; includeSubDomains'
/** Headers by which Next's own parts talk to each other: never a client's to send. */
const INTERNAL_HEADERS = ['x-middleware-subrequest', 'x-middleware-subrequest-id']

export type RunningWeb = {
  readonly port: number
  /** Finishes what is being answered, then lets go of every connection. */
  stop(): Promise<void>
}

/** Serves the pages and the API, and passes the stream's sockets on to the gateway. */
export async function startWeb(house: WebHouse): Promise<RunningWeb> {
  const { env, root } = house
  // Next listens for upgrades on the server it is told of; ours go to the gateway, so it is told of another.
  const app = next({ dev: false, dir: root, httpServer: createServer() })
  await app.prepare()
  const handle = app.getRequestHandler()
  const addressOf = addressReader(env.TRUSTED_PROXY_CIDRS)
  const server = createServer((request, response) => {
    prepareExchange({ request, response, addressOf, isHttps: isSecure(env.PUBLIC_ORIGIN) })
    if (asksForMetrics(request)) void serveMetrics(house, request, response)
    else void handle(request, response)
  })
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.headersTimeout = HEADERS_TIMEOUT_MS
  server.requestTimeout = REQUEST_TIMEOUT_MS
  const streams = new Set<Duplex>()
  server.on('upgrade', (request, socket, head) => {
    const isStream = request.url?.split('?')[0] === STREAM_PATH
    if (!isStream || env.GATEWAY_URL === undefined) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
      return
    }
    streams.add(socket)
    socket.once('close', () => streams.delete(socket))
    pipeToGateway({ request, socket, head }, env.GATEWAY_URL, readAddress(request, addressOf))
  })
  await listening(server, env.PORT)
  const keeping = keepHouse(house)
  return {
    // A server that listens on TCP has a numbered address.
    port: (server.address() as AddressInfo).port,
    async stop() {
      house.lifecycle.phase = 'draining'
      await drained(server, streams)
      await keeping.stop()
      await app.close()
      await house.database.close()
    },
  }
}

type Exchange = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly addressOf: AddressReader
  readonly isHttps: boolean
}

function prepareExchange({ request, response, addressOf, isHttps }: Exchange): void {
  for (const name of INTERNAL_HEADERS) delete request.headers[name]
  request.headers[CLIENT_ADDRESS_HEADER] = readAddress(request, addressOf)
  if (isHttps) response.setHeader('Strict-Transport-Security', STRICT_TRANSPORT_SECURITY)
}

function readAddress(request: IncomingMessage, addressOf: AddressReader): string {
  const forwarded = request.headers['x-forwarded-for']
  const text = Array.isArray(forwarded) ? forwarded.join(',') : forwarded
  return addressOf(request.socket.remoteAddress ?? 'unknown', text)
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Idle connections are closed at once, busy ones after their answer; a stream comes back by itself. */
async function drained(server: Server, streams: Iterable<Duplex>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  for (const stream of streams) stream.destroy()
  const sweep = setInterval(() => server.closeIdleConnections(), DRAIN_SWEEP_MS)
  const patience = setTimeout(() => server.closeAllConnections(), DRAIN_MS_MAX)
  await promise
  clearInterval(sweep)
  clearTimeout(patience)
}
