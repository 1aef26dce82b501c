import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { CLIENT_ADDRESS_HEADER } from '#edge/request-headers.ts'

export const STREAM_PATH = '/stream'
const CONNECT_TIMEOUT_MS = 5_000

export type Upgrade = {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
}

/**
 * Hands a websocket's bytes to the gateway, from the first to the last: the frames are none of ours. The
 * gateway learns the client's address from us alone.
 */
export function pipeToGateway(
  { request, socket, head }: Upgrade,
  gatewayUrl: string,
  address: string,
) {
  const { hostname, port } = new URL(gatewayUrl)
  const gateway = connect({ host: hostname, port: Number(port), timeout: CONNECT_TIMEOUT_MS })
  const end = () => {
    socket.destroy()
    gateway.destroy()
  }
  gateway.once('connect', () => {
    gateway.setTimeout(0)
    gateway.setNoDelay(true)
    gateway.write(requestHead(request, address))
    gateway.write(head)
    gateway.pipe(socket).pipe(gateway)
  })
  gateway.once('timeout', end)
  gateway.once('error', () => {
    if (!socket.destroyed)
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n')
    gateway.destroy()
  })
  gateway.once('close', end)
  socket.once('error', end)
  socket.once('close', end)
}

/** The request as it came, but for what only we may say. */
function requestHead(request: IncomingMessage, address: string): string {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`]
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? ''
    if (name.toLowerCase() === CLIENT_ADDRESS_HEADER) continue
    lines.push(`${name}: ${request.rawHeaders[index + 1]}`)
  }
  lines.push(`${CLIENT_ADDRESS_HEADER}: ${address}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}
