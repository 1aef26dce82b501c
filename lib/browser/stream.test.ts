import { expect, test } from 'vitest'
import { type AccountEvent, type ClientFrame, channelName } from '#api/stream.ts'
import { instrumentIdOf, parseInstrumentId } from '#core/market/instrument.ts'
import { p, q } from '#test/builders.ts'
import { CallError } from './call-error.ts'
import { LINGER_MS, Stream } from './stream.ts'
import { PING_EVERY_MS, RECONNECT_DELAY_MAX_MS, SETTLED_AFTER_MS } from './stream-connection.ts'
import type { SocketEvents, StreamPorts } from './stream-ports.ts'

const accountId = '01932c07-209c-7000-8000-000000000001'
const account = channelName({ kind: 'account', accountId })
const instrumentId = instrumentIdOf(parseInstrumentId('sim:BTC-USDT'))
const book = 'book:sim:BTC-USDT'

class FakeSocket {
  readonly sent: ClientFrame[] = []
  readonly on: SocketEvents
  isClosed = false

  constructor(on: SocketEvents) {
    this.on = on
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }

  close(): void {
    this.isClosed = true
  }

  say(...frames: readonly object[]): void {
    for (const frame of frames) this.on.said(JSON.stringify(frame))
  }
}

/** The network, the clock and the gateway in the test's hands. */
class FakeBrowser implements StreamPorts {
  readonly sockets: FakeSocket[] = []
  refusal: CallError | null = null
  readonly #timers = new Set<{ readonly at: number; readonly work: () => void }>()
  #now = 0

  now = () => this.#now
  fraction = () => 0.5
  takeTicket = async () => {
    if (this.refusal !== null) throw this.refusal
    return `ticket-${this.sockets.length + 1}`
  }
  openSocket = (on: SocketEvents) => {
    const socket = new FakeSocket(on)
    this.sockets.push(socket)
    return socket
  }
  after = (ms: number, work: () => void) => {
    const timer = { at: this.#now + ms, work }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  async pass(ms: number): Promise<void> {
    const until = this.#now + ms
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (due === undefined) break
      this.#timers.delete(due)
      this.#now = due.at
      due.work()
      await settled()
    }
    this.#now = until
    await settled()
  }

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1)
    if (socket === undefined) throw new Error('no socket was opened')
    return socket
  }

  /** The gateway takes the ticket. */
  async welcome(): Promise<FakeSocket> {
    await settled()
    const { socket } = this
    socket.on.opened()
    socket.say({ op: 'ready' })
    return socket
  }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

function heard() {
  const said: (number | 'gap')[] = []
  return {
    said,
    onEvent: (event: AccountEvent) => said.push(event.seq),
    onGap: () => said.push('gap'),
  }
}

function event(seq: number) {
  return {
    op: 'event',
    channel: account,
    event: { type: 'order', seq, at: 1, version: 1, data: {} },
  }
}

function bookFrame(bid: string, isStale = false) {
  return { op: 'data', channel: book, isStale, data: { bids: [[bid, '1']], asks: [], at: 1 } }
}

test('the first frame is the ticket, then every channel is subscribed', async () => {
  const browser = new FakeBrowser()
  const stream = new Stream(browser)
  stream.watchAccount({ accountId, fromSeq: 7 }, heard())
  stream.watchPublic('book', instrumentId, () => undefined)
  const socket = await browser.welcome()
  expect(socket.sent).toEqual([
    { op: 'auth', ticket: 'ticket-1' },
    { op: 'subscribe', channel: account, fromSeq: 7 },
    { op: 'subscribe', channel: book },
  ])
  expect(stream.status).toBe('live')
})

test('events arrive once each and in order over reconnects', async () => {
  const browser = new FakeBrowser()
  const stream = new Stream(browser)
  const listener = heard()
  stream.watchAccount({ accountId, fromSeq: 0 }, listener)
  const first = await browser.welcome()
  first.say(event(1), event(2))
  first.on.closed()
  await browser.pass(RECONNECT_DELAY_MAX_MS)
  const second = await browser.welcome()
  expect(second.sent).toContainEqual({ op: 'subscribe', channel: account, fromSeq: 2 })
  // A frame of the dead socket and a repeat change nothing.
  first.say(event(3))
  second.say(event(2), event(3), event(4))
  expect(listener.said).toEqual([1, 2, 3, 4])
})

test('a missing event makes the listener read everything again', async () => {
  const browser = new FakeBrowser()
  const stream = new Stream(browser)
  const listener = heard()
  stream.watchAccount({ accountId, fromSeq: 0 }, listener)
  const socket = await browser.welcome()
  socket.say(event(1), event(3), event(4), { op: 'gap', channel: account, seq: 9 }, event(10))
  expect(listener.said).toEqual([1, 'gap', 4, 'gap', 10])
})

test('without a starting point the listener reads everything once the channel is open', async () => {
  const browser = new FakeBrowser()
  const stream = new Stream(browser)
  const listener = heard()
  stream.watchAccount({ accountId }, listener)
  const socket = await browser.welcome()
  socket.say({ op: 'subscribed', channel: account, seq: 5 }, event(6))
  expect(listener.said).toEqual(['gap', 6])
  const late = heard()
  stream.watchAccount({ accountId, fromSeq: 5 }, late)
  expect(late.said).toEqual(['gap'])
})

test('a public channel holds its newest state, stale once the connection is lost', async () => {
  const browser = new FakeBrowser()
  const stream = new Stream(browser)
  stream.watchPublic('book', instrumentId, () => undefined)
  const socket = await browser.welcome()
  socket.say([bookFrame('1'), bookFrame('2')])
  expect(stream.publicState('book', instrumentId)).toMatchObject({
    data: { bids: [[p('2'), q('1')]] },
    isStale: false,
  })
  await browser.pass(1_000)
  expect(stream.ageMs('book', instrumentId)).toBe(1_000)
  socket.say(bookFrame('2', true))
  expect(stream.ageMs('book', instrumentId)).toBe(1_000)
  socket.say(bookFrame('3'))
  socket.on.closed()
  expect(stream.publicState('book', instrumentId)?.isStale).toBe(true)
})

test('trades are added to those known, newest first, none twice', async () => {
  const browser = new FakeBrowser()
  const stream = new Stream(browser)
  stream.watchPublic('trades', instrumentId, () => undefined)
  const socket = await browser.welcome()
  const trade = (id: string) => ({ id, price: '1', quantity: '1', takerSide: 'buy', at: 1 })
  const frame = (...ids: string[]) => ({
    op: 'data',
    channel: 'trades:sim:BTC-USDT',
    isStale: false,
    data: { trades: ids.map(trade) },
  })
  socket.say(frame('2', '1'), frame('3', '2'))
  const ids = stream.publicState('trades', instrumentId)?.data?.trades.map(({ id }) => id)
  expect(ids).toEqual(['3', '2', '1'])
})

test('a gateway that goes away says when to come back', async () => {
  const browser = new FakeBrowser()
  const stream = new Stream(browser)
  stream.watchAccount({ accountId, fromSeq: 0 }, heard())
  const socket = await browser.welcome()
  await browser.pass(SETTLED_AFTER_MS)
  socket.say({ op: 'reconnect', afterMs: 4_000 })
  socket.on.closed()
  await browser.pass(4_000)
  expect(browser.sockets).toHaveLength(1)
  await browser.pass(1_000)
  expect(browser.sockets).toHaveLength(2)
})

test('a socket that says nothing between two pings is replaced', async () => {
  const browser = new FakeBrowser()
  const stream = new Stream(browser)
  stream.watchAccount({ accountId, fromSeq: 0 }, heard())
  const socket = await browser.welcome()
  await browser.pass(PING_EVERY_MS)
  expect(socket.sent.at(-1)).toEqual({ op: 'ping' })
  socket.say({ op: 'pong' })
  await browser.pass(PING_EVERY_MS)
  expect(socket.isClosed).toBe(false)
  await browser.pass(PING_EVERY_MS)
  expect(socket.isClosed).toBe(true)
  expect(stream.status).toBe('offline')
})

test('who is signed out is not asked again until the page wakes the stream', async () => {
  const browser = new FakeBrowser()
  const options = { message: 'Sign in.', requestId: 'r', status: 401 }
  browser.refusal = new CallError('UNAUTHENTICATED', options)
  const stream = new Stream(browser)
  stream.watchAccount({ accountId, fromSeq: 0 }, heard())
  await settled()
  expect(stream.status).toBe('signedOut')
  await browser.pass(RECONNECT_DELAY_MAX_MS)
  expect(browser.sockets).toHaveLength(0)
  browser.refusal = null
  stream.wake()
  await browser.welcome()
  expect(stream.status).toBe('live')
})

test('a gateway that falls silent is noticed within two seconds, and its next word makes the page live', async () => {
  const browser = new FakeBrowser()
  const stream = new Stream(browser)
  stream.watchAccount({ accountId, fromSeq: 0 }, heard())
  const socket = await browser.welcome()
  for (let second = 0; second < 5; second++) {
    await browser.pass(1_000)
    socket.say({ op: 'beat' })
  }
  expect([stream.status, stream.lostMs()]).toEqual(['live', null])
  await browser.pass(2_000)
  expect(stream.status).toBe('delayed')
  await browser.pass(3_000)
  expect(stream.lostMs()).toBeGreaterThanOrEqual(3_000)
  socket.say({ op: 'beat' })
  expect([stream.status, stream.lostMs()]).toEqual(['live', null])
})

test('an account’s silence is counted from when it began, until it is heard again', async () => {
  const browser = new FakeBrowser()
  const stream = new Stream(browser)
  const told: number[] = []
  stream.onPulse(() => told.push(stream.silentMs().get(accountId) ?? 0))
  stream.watchAccount({ accountId, fromSeq: 0 }, heard())
  const socket = await browser.welcome()
  socket.say({ op: 'pulse', channel: account, runnerSilentMs: 1_600, venueSilentMs: null })
  await browser.pass(1_000)
  expect(stream.silentMs()).toEqual(new Map([[accountId, 2_600]]))
  socket.say({ op: 'pulse', channel: account, runnerSilentMs: null, venueSilentMs: null })
  expect(stream.silentMs()).toEqual(new Map())
  expect(told).toEqual([1_600, 0])
})

test('the socket closes a while after nobody watches any more, and not between two pages', async () => {
  const browser = new FakeBrowser()
  const stream = new Stream(browser)
  const leave = stream.watchPublic('book', instrumentId, () => undefined)
  const socket = await browser.welcome()
  leave()
  await browser.pass(LINGER_MS - 1)
  const leaveNext = stream.watchPublic('ticker', instrumentId, () => undefined)
  await browser.pass(LINGER_MS)
  expect(socket.isClosed).toBe(false)
  expect(socket.sent.slice(-2)).toEqual([
    { op: 'unsubscribe', channel: book },
    { op: 'subscribe', channel: 'ticker:sim:BTC-USDT' },
  ])
  leaveNext()
  await browser.pass(LINGER_MS)
  expect(socket.isClosed).toBe(true)
  expect(stream.status).toBe('idle')
})
