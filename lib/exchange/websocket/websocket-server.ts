import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { ApiError } from '../api-error.ts'
import { ApiSession, type ApiSessionContext } from './api-session.ts'
import { Connection, type ConnectionKind } from './connection.ts'
import type { ListenKeyRegistry } from './listen-keys.ts'
import type { MarketStreams } from './market-streams.ts'
import { onStreamMessage } from './stream-session.ts'

const FRAME_BYTES_MAX = 64 * 1024
/** The exchange pings this often, and cuts a connection it has not heard from for three rounds. */
export const PING_EVERY_MS = 20_000
const SILENCE_MAX_MS = 60_000
const CLOSE_POLICY = 1008

export type WebsocketContext = ApiSessionContext & {
  readonly streams: MarketStreams
  readonly listenKeyRegistry: ListenKeyRegistry
  readonly onCrash: (error: unknown) => void
}

/** All websockets of the exchange, on the REST server's port as well as any other it is attached to. */
export class ExchangeSockets {
  private readonly context: WebsocketContext
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_BYTES_MAX,
    perMessageDeflate: false,
  })
  private readonly connections = new Set<Connection>()
  private readonly pinger: NodeJS.Timeout

  constructor(context: WebsocketContext) {
    this.context = context
    this.pinger = setInterval(() => this.pingAll(), PING_EVERY_MS)
  }

  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      // Until the upgrade is done nobody else listens, and an error nobody hears ends the process.
      socket.on('error', () => socket.destroy())
      const [path = '/', query = ''] = (request.url ?? '/').split('?')
      const open = this.openerFor(path, new URLSearchParams(query))
      if (open === null) return void socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
      this.server.handleUpgrade(request, socket, head, (websocket) => {
        open(websocket, request.socket.remoteAddress ?? '')
      })
    })
  }

  /** Cuts connections without a closing handshake. Returns how many. */
  disconnect(target: ConnectionKind | 'all'): number {
    const chosen = [...this.connections].filter((it) => target === 'all' || it.kind === target)
    for (const connection of chosen) connection.cut()
    return chosen.length
  }

  count(): number {
    return this.connections.size
  }

  close(): void {
    clearInterval(this.pinger)
    this.disconnect('all')
    this.server.close()
  }

  /** `/ws-api/v3`, `/stream?streams=a/b`, `/ws`, `/ws/a/b`, `/ws/<listenKey>`; ccxt also numbers its `/ws/0`. */
  private openerFor(path: string, query: URLSearchParams) {
    if (path === '/ws-api/v3') return this.openApi
    if (path === '/stream') {
      const names = (query.get('streams') ?? '').split('/').filter((it) => it !== '')
      return (socket: WebSocket, address: string) => this.openMarket(socket, address, names, true)
    }
    if (path !== '/ws' && !path.startsWith('/ws/')) return null
    const names = path
      .slice('/ws/'.length)
      .split('/')
      .filter((it) => it !== '')
    const accountId = this.context.listenKeyRegistry.accountOf(names[0] ?? '')
    if (accountId !== null) {
      return (socket: WebSocket, address: string) => this.openUser(socket, address, accountId)
    }
    const streams = names.filter((it) => it.includes('@') || it.startsWith('!'))
    return (socket: WebSocket, address: string) => this.openMarket(socket, address, streams, false)
  }

  private readonly openApi = (socket: WebSocket, address: string): void => {
    const connection = this.admit(socket, 'user', address, false)
    const session = new ApiSession(this.context, connection)
    socket.on('message', (data) => {
      session.onMessage(textOf(data)).catch(this.context.onCrash)
    })
    socket.on('close', () => session.close())
  }

  private openUser(socket: WebSocket, address: string, accountId: number): void {
    const connection = this.admit(socket, 'user', address, false)
    const stop = this.context.users.subscribe(accountId, (event) => connection.send(event))
    socket.on('close', stop)
  }

  private openMarket(
    socket: WebSocket,
    address: string,
    names: readonly string[],
    isCombined: boolean,
  ): void {
    const connection = this.admit(socket, 'market', address, isCombined)
    const { streams } = this.context
    try {
      streams.subscribe(connection, names)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      connection.close(CLOSE_POLICY, error.message)
      return
    }
    socket.on('message', (data) => onStreamMessage(streams, connection, textOf(data)))
    socket.on('close', () => streams.drop(connection))
  }

  private admit(
    socket: WebSocket,
    kind: ConnectionKind,
    address: string,
    isCombined: boolean,
  ): Connection {
    const connection = new Connection(socket, { kind, address, isCombined, now: Date.now() })
    this.connections.add(connection)
    const onHeard = () => {
      connection.lastHeardAt = Date.now()
    }
    socket.on('pong', onHeard)
    socket.on('message', onHeard)
    socket.on('close', () => this.connections.delete(connection))
    // A socket error is always followed by 'close', where everything is cleaned up.
    socket.on('error', () => connection.cut())
    return connection
  }

  private pingAll(): void {
    const now = Date.now()
    for (const connection of this.connections) {
      if (now - connection.lastHeardAt > SILENCE_MAX_MS) connection.cut()
      else connection.ping(now)
    }
  }
}

function textOf(data: RawData): string {
  return Array.isArray(data)
    ? Buffer.concat(data).toString('utf8')
    : Buffer.from(data as Buffer).toString('utf8')
}
