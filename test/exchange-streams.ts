import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import WebSocket from 'ws'
import type { AccountKey, ExchangeProcess } from './start-exchange.ts'

export type RawEvent = Readonly<Record<string, unknown>>

export type EventStream = AsyncDisposable & {
  /** Grows as events arrive. */
  readonly events: readonly RawEvent[]
  /** Resolves when the connection has gone. */
  readonly closed: Promise<unknown>
}

/** The account's user data stream by the websocket API, subscribed when this resolves. */
export async function userStream(
  exchange: Pick<ExchangeProcess, 'wsUrl'>,
  key: AccountKey,
): Promise<EventStream> {
  const socket = new WebSocket(`${exchange.wsUrl}/ws-api/v3`)
  const closed = once(socket, 'close')
  await once(socket, 'open')
  const events: RawEvent[] = []
  const answered = new Promise<RawEvent>((resolve) => {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { event?: RawEvent }
      if (message.event === undefined) resolve(message)
      else events.push(message.event)
    })
  })
  const payload = `apiKey=${key.apiKey}&timestamp=${Date.now()}`
  const signature = createHmac('sha256', key.apiSecret).update(payload).digest('hex')
  const params = Object.fromEntries(new URLSearchParams(`${payload}&signature=${signature}`))
  const request = { id: 1, method: 'userDataStream.subscribe.signature', params }
  socket.send(JSON.stringify(request))
  const answer = await answered
  if (answer['status'] !== 200) throw new Error(`no user stream: ${JSON.stringify(answer)}`)
  return { events, closed, [Symbol.asyncDispose]: () => close(socket, closed) }
}

/** A market stream connection; `path` such as `/ws/btcusdt@trade` or `/stream?streams=btcusdt@depth`. */
export async function marketStream(
  exchange: Pick<ExchangeProcess, 'wsUrl'>,
  path: string,
): Promise<EventStream & { send(message: unknown): void }> {
  const socket = new WebSocket(exchange.wsUrl + path)
  const closed = once(socket, 'close')
  const events: RawEvent[] = []
  socket.on('message', (data) => events.push(JSON.parse(String(data)) as RawEvent))
  await once(socket, 'open')
  return {
    events,
    closed,
    send: (message) => socket.send(JSON.stringify(message)),
    [Symbol.asyncDispose]: () => close(socket, closed),
  }
}

async function close(socket: WebSocket, closed: Promise<unknown>): Promise<void> {
  socket.close()
  await closed
}
