import {
  type ClientFrame,
  clientFrame,
  parseChannel,
  type ServerFrame,
  STREAM_CLOSE,
} from '#api/stream.ts'
import { unreachable } from '#core/unreachable.ts'
import type { GatewayHouse } from '#runtime/gateway-context.ts'
import { takeTicket } from '#usecases/stream/take-ticket.ts'
import type { AccountHub } from './account-hub.ts'
import type { Connection } from './connection.ts'
import type { GatewayLimits } from './gateway-limits.ts'
import type { MarketHub } from './market-hub.ts'

/** RFC 6455, 7.4.1: the server met what it did not expect. */
const INTERNAL_ERROR = 1011

export type SessionParts = {
  readonly house: GatewayHouse
  readonly limits: GatewayLimits
  readonly accounts: AccountHub
  readonly markets: MarketHub
  /** How many sockets the person has. */
  socketsOf(userId: string): number
  /** Whether events arrive as they happen. */
  isLive(): boolean
}

/** What one client says, answered in the order in which it was said. */
export class Session {
  readonly #parts: SessionParts
  readonly #connection: Connection
  #turn: Promise<void> = Promise.resolve()

  constructor(parts: SessionParts, connection: Connection) {
    this.#parts = parts
    this.#connection = connection
  }

  hear(text: string): void {
    if (!this.#connection.countMessage()) {
      this.#connection.close(STREAM_CLOSE.policy, 'too many messages')
      return
    }
    this.#turn = this.#turn
      .then(() => this.#answer(text))
      .catch((error: unknown) => {
        this.#parts.house.log.error({ err: error }, 'a frame could not be answered')
        this.#connection.close(INTERNAL_ERROR, 'try again')
      })
  }

  async #answer(text: string): Promise<void> {
    if (!this.#connection.isOpen) return
    const frame = readFrame(text)
    if (this.#connection.pass === null) await this.#authenticate(frame)
    else if (frame === null) this.#refuse('INVALID_INPUT', 'Expected a frame of this protocol.')
    else await this.#perform(frame)
  }

  /** The first frame. Whatever is wrong with it, the answer is the same. */
  async #authenticate(frame: ClientFrame | null): Promise<void> {
    const { house, limits, socketsOf, isLive } = this.#parts
    const pass = frame?.op === 'auth' ? await takeTicket(house, frame.ticket) : null
    if (pass === null) {
      this.#connection.close(STREAM_CLOSE.unauthenticated, 'expected a ticket')
      return
    }
    if (socketsOf(pass.userId) >= limits.socketsPerUserMax) {
      this.#connection.close(STREAM_CLOSE.tooMany, 'too many sockets of one person')
      return
    }
    this.#connection.pass = pass
    this.#connection.checkedAt = house.clock.monotonic()
    this.#connection.sendFrame({ op: 'ready' })
    if (!isLive()) this.#connection.sendFrame({ op: 'status', isLive: false })
  }

  async #perform(frame: ClientFrame): Promise<void> {
    switch (frame.op) {
      case 'ping':
        this.#connection.sendFrame({ op: 'pong' })
        return
      case 'auth':
        this.#refuse('INVALID_INPUT', 'A ticket was taken already.')
        return
      case 'subscribe':
        await this.#subscribe(frame)
        return
      case 'unsubscribe':
        this.#unsubscribe(frame.channel)
        return
      default:
        return unreachable(frame)
    }
  }

  async #subscribe({ channel: name, fromSeq }: ClientFrame & { op: 'subscribe' }): Promise<void> {
    const { accounts, markets, limits } = this.#parts
    const { channels, pass } = this.#connection
    const channel = parseChannel(name)
    if (channel === null || pass === null) {
      this.#refuse('NOT_FOUND', 'There is no such channel.', name)
      return
    }
    if (channels.size >= limits.subscriptionsMax && !channels.has(name)) {
      this.#refuse('NOT_POSSIBLE_NOW', `At most ${limits.subscriptionsMax} channels.`, name)
      return
    }
    // Known to the connection before it is known to a hub, so that a socket that closes leaves both.
    channels.add(name)
    const isThere =
      channel.kind === 'account'
        ? await accounts.subscribe(this.#connection, {
            pass,
            accountId: channel.accountId,
            fromSeq,
          })
        : await markets.subscribe(this.#connection, channel)
    if (isThere) return
    channels.delete(name)
    this.#refuse('NOT_FOUND', 'There is no such channel.', name)
  }

  #unsubscribe(name: string): void {
    const { accounts, markets } = this.#parts
    const channel = parseChannel(name)
    this.#connection.channels.delete(name)
    if (channel?.kind === 'account') accounts.unsubscribe(this.#connection, channel.accountId)
    else markets.unsubscribe(this.#connection, name)
    this.#connection.sendFrame({ op: 'unsubscribed', channel: name })
  }

  #refuse(code: string, message: string, channel?: string): void {
    const frame: ServerFrame = { op: 'error', code, message }
    this.#connection.sendFrame(channel === undefined ? frame : { ...frame, channel })
  }
}

function readFrame(text: string): ClientFrame | null {
  try {
    return clientFrame.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
