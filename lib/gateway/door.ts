import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { GatewayLimits } from './gateway-limits.ts'

export const STREAM_PATH = '/stream'
/** The web process says here whose request it passes on. */
const CLIENT_ADDRESS_HEADER = 'x-truebook-client-address'
const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/

export type Visitor = {
  readonly socket: WebSocket
  readonly address: string
  hear(listener: (text: string) => void): void
}

export type DoorOptions = {
  /** Pages of these origins, exactly, may open a socket. */
  readonly origins: readonly string[]
  readonly limits: GatewayLimits
  socketsFrom(address: string): number
  /** Whether newcomers are let in. */
  isOpen(): boolean
  health(): { readonly isHealthy: boolean; readonly detail: Readonly<Record<string, unknown>> }
  welcome(visitor: Visitor): void
}

/** The gateway's HTTP server: `GET /health`, and websockets at `/stream`. Everything else is 404. */
export function openDoor(options: DoorOptions): Server {
  const websockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.limits.messageBytesMax,
    perMessageDeflate: false,
    clientTracking: false,
  })
  const server = createServer((request, response) => {
    const isHealth = request.method === 'GET' && request.url === '/health'
    const { isHealthy, detail } = options.health()
    response.writeHead(isHealth ? (isHealthy ? 200 : 503) : 404, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    response.end(isHealth ? JSON.stringify(detail) : '{}')
  })
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // Until the upgrade is done nobody else listens, and an error nobody hears ends the process.
    stream.on('error', () => stream.destroy())
    const address = addressOf(request)
    const refusal = refusalOf(request, address, options)
    if (refusal !== null) {
      stream.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\n\r\n`)
      return
    }
    websockets.handleUpgrade(request, stream, head, (socket) => {
      options.welcome({
        socket,
        address,
        hear: (listener) => socket.on('message', (data) => listener(textOf(data))),
      })
    })
  })
  return server
}

function refusalOf(
  request: IncomingMessage,
  address: string,
  { origins, limits, isOpen, socketsFrom }: DoorOptions,
): string | null {
  if (request.url?.split('?')[0] !== STREAM_PATH) return '404 Not Found'
  if (!isOpen()) return '503 Service Unavailable'
  if (!origins.includes(request.headers.origin ?? '')) return '403 Forbidden'
  if (socketsFrom(address) >= limits.socketsPerAddressMax) return '429 Too Many Requests'
  return null
}

/** Only our own machine is believed when it says whose request it passes on. */
function addressOf(request: IncomingMessage): string {
  const peer = request.socket.remoteAddress ?? ''
  const told = request.headers[CLIENT_ADDRESS_HEADER]
  return LOOPBACK.test(peer) && typeof told === 'string' ? told : peer
}

function textOf(data: RawData): string {
  return Array.isArray(data)
    ? Buffer.concat(data).toString('utf8')
    : Buffer.from(data as Buffer).toString('utf8')
}
