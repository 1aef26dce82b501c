import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Trader } from './trader.ts'

/** When the stream told of an order, in milliseconds of performance.now. */
export type Sightings = {
  /** The venue has it, or had it and is done with it. */
  readonly acknowledgedAt: Map<string, number>
  /** Its first fill is in the ledger. */
  readonly bookedAt: Map<string, number>
  /** It is filled, canceled or otherwise over. */
  readonly closedAt: Map<string, number>
}

export type OrderWatch = Sightings & Disposable

type Frame = {
  readonly op: string
  readonly code?: string
  readonly event?: { readonly type: string; readonly data: Readonly<Record<string, unknown>> }
}

/** Listens to an account's private events as a browser does: ticket, websocket through web, subscription. */
export async function watchOrders(trader: Trader, accountId: string): Promise<OrderWatch> {
  const { ticket } = await trader.post<{ ticket: string }>('/api/v1/stream/ticket')
  const url = `${trader.origin.replace('http', 'ws')}/stream`
  const socket = new WebSocket(url, { headers: trader.headers() })
  const sightings = { acknowledgedAt: new Map(), bookedAt: new Map(), closedAt: new Map() }
  await once(socket, 'open')
  const subscribed = new Promise<void>((resolve, reject) => {
    socket.once('close', (code) => reject(new Error(`the stream was closed with ${code}`)))
    const answers: Readonly<Record<string, (frame: Frame) => void>> = {
      ready: () => socket.send(subscription(accountId)),
      subscribed: () => resolve(),
      event: (frame) => note(sightings, frame),
      error: ({ code }) => reject(new Error(`the stream refuses: ${code}`)),
    }
    socket.on('message', (bytes) => {
      for (const frame of framesIn(String(bytes))) answers[frame.op]?.(frame)
    })
  })
  socket.send(JSON.stringify({ op: 'auth', ticket }))
  await subscribed
  return { ...sightings, [Symbol.dispose]: () => socket.terminate() }
}

function subscription(accountId: string): string {
  return JSON.stringify({ op: 'subscribe', channel: `account:${accountId}` })
}

function framesIn(text: string): readonly Frame[] {
  const message: Frame | readonly Frame[] = JSON.parse(text)
  return Array.isArray(message) ? message : [message as Frame]
}

function note(sightings: Sightings, { event }: Frame): void {
  const now = performance.now()
  const { type, data = {} } = event ?? {}
  if (type === 'fill') keepFirst(sightings.bookedAt, data['orderId'], now)
  if (type !== 'order') return
  if (data['acknowledgedAt'] !== null) keepFirst(sightings.acknowledgedAt, data['id'], now)
  if (data['closedAt'] !== null) keepFirst(sightings.closedAt, data['id'], now)
}

function keepFirst(map: Map<string, number>, id: unknown, now: number): void {
  if (typeof id === 'string' && !map.has(id)) map.set(id, now)
}
