import type { AccountEventType, Pulse } from '#api/stream.ts'
import { channelName } from '#api/stream.ts'
import { type Permission, permits, type Role } from '#core/access/permissions.ts'
import type { GatewayHouse } from '#runtime/gateway-context.ts'
import { findEventHead } from '#usecases/stream/find-event-head.ts'
import { listAccountEvents, type StoredEvent } from '#usecases/stream/list-account-events.ts'
import type { StreamPass } from '#usecases/stream/take-ticket.ts'
import type { Connection } from './connection.ts'
import type { GatewayLimits } from './gateway-limits.ts'

/** Who may not read a thing hears that it changed, and nothing else of it: numbers stay without gaps. */
const PERMISSION_OF: Readonly<Record<AccountEventType, Permission>> = {
  order: 'orders:read',
  fill: 'fills:read',
  position: 'positions:read',
  balance: 'accounts:read',
  reconciliation: 'books:read',
  break: 'breaks:read',
  account: 'accounts:read',
  kill: 'accounts:read',
}

export type AccountWish = {
  readonly pass: StreamPass
  readonly accountId: string
  /** The last event that the client has; without it, the newest. */
  readonly fromSeq: number | undefined
}

type Subscription = {
  readonly connection: Connection
  readonly role: Role
  sentSeq: number
}

type AccountChannel = {
  readonly name: string
  readonly accountId: string
  readonly subscriptions: Map<Connection, Subscription>
  /** Whose account it is; null until somebody was shown it. */
  owner: { readonly organizationId: string; readonly clientId: string } | null
  /** How many wait to be let in. */
  knocking: number
  /** The newest event that we know of. */
  headSeq: number
  /** Whether it is alive; null until that was looked at. */
  pulse: Pulse | null
  isPumping: boolean
}

/**
 * Hands accounts' events on, each once and in order. They are read from the database, by the number that each
 * socket has reached: what a slow socket has not taken waits there, and nothing is ever dropped.
 */
export class AccountHub {
  readonly #house: GatewayHouse
  readonly #limits: GatewayLimits
  readonly #channels = new Map<string, AccountChannel>()

  constructor(house: GatewayHouse, limits: GatewayLimits) {
    this.#house = house
    this.#limits = limits
  }

  get channelCount(): number {
    return this.#channels.size
  }

  /** False when there is no such account for this pass. */
  async subscribe(connection: Connection, wish: AccountWish): Promise<boolean> {
    // The channel is there before its head is read, so that what happens in between is heard.
    const channel = this.#channelOf(wish.accountId)
    channel.knocking++
    try {
      const head = await findEventHead(this.#house, wish.pass, wish.accountId)
      if (head === null) return false
      channel.owner = { organizationId: wish.pass.organizationId, clientId: head.clientId }
      channel.headSeq = Math.max(channel.headSeq, head.seq)
      if (connection.isOpen) this.#letIn(connection, channel, wish)
      return true
    } finally {
      channel.knocking--
      this.#forgetIfUnused(channel)
    }
  }

  #letIn(connection: Connection, channel: AccountChannel, { pass, fromSeq }: AccountWish): void {
    const { name, headSeq } = channel
    const wanted = fromSeq ?? headSeq
    const missed = headSeq - wanted
    const isKept = missed >= 0 && missed <= this.#limits.eventsResumedMax
    const sentSeq = isKept ? wanted : headSeq
    connection.sendFrame({ op: 'subscribed', channel: name, seq: sentSeq })
    if (!isKept) connection.sendFrame({ op: 'gap', channel: name, seq: sentSeq })
    if (channel.pulse !== null) {
      connection.sendFrame({ op: 'pulse', channel: name, ...channel.pulse })
    }
    channel.subscriptions.set(connection, { connection, role: pass.role, sentSeq })
    this.#pump(channel)
  }

  /** The accounts that somebody looks at. */
  accountIds(): string[] {
    return [...this.#channels.keys()]
  }

  /** Tells who looks at the account when it falls silent and when it is heard again. */
  setPulse(accountId: string, pulse: Pulse): void {
    const channel = this.#channels.get(accountId)
    if (channel === undefined) return
    const known = channel.pulse
    channel.pulse = pulse
    if (known !== null && isSameState(known, pulse)) return
    for (const { connection } of channel.subscriptions.values()) {
      connection.sendFrame({ op: 'pulse', channel: channel.name, ...pulse })
    }
  }

  unsubscribe(connection: Connection, accountId: string): void {
    const channel = this.#channels.get(accountId)
    channel?.subscriptions.delete(connection)
    if (channel !== undefined) this.#forgetIfUnused(channel)
  }

  drop(connection: Connection): void {
    for (const channel of [...this.#channels.values()]) {
      this.unsubscribe(connection, channel.accountId)
    }
  }

  /** The database told of an event. */
  onEvent(accountId: string, seq: number): void {
    const channel = this.#channels.get(accountId)
    if (channel === undefined || seq <= channel.headSeq) return
    channel.headSeq = seq
    this.#pump(channel)
  }

  /** Reads where every account stands: the database may have told of events while nobody listened. */
  async catchUp(): Promise<void> {
    for (const { accountId, owner } of [...this.#channels.values()]) {
      if (owner === null) continue
      const head = await findEventHead(this.#house, owner, accountId)
      this.onEvent(accountId, head?.seq ?? 0)
    }
  }

  #channelOf(accountId: string): AccountChannel {
    const known = this.#channels.get(accountId)
    if (known !== undefined) return known
    const channel: AccountChannel = {
      name: channelName({ kind: 'account', accountId }),
      accountId,
      subscriptions: new Map(),
      owner: null,
      knocking: 0,
      headSeq: 0,
      pulse: null,
      isPumping: false,
    }
    this.#channels.set(accountId, channel)
    return channel
  }

  #forgetIfUnused(channel: AccountChannel): void {
    if (channel.subscriptions.size + channel.knocking === 0)
      this.#channels.delete(channel.accountId)
  }

  #pump(channel: AccountChannel): void {
    if (channel.isPumping) return
    channel.isPumping = true
    this.#deliver(channel).then(
      () => {
        channel.isPumping = false
      },
      (error: unknown) => {
        this.#house.log.warn({ err: error, accountId: channel.accountId }, 'events wait: no read')
        setTimeout(() => {
          channel.isPumping = false
          this.#pump(channel)
        }, this.#limits.readRetryMs).unref()
      },
    )
  }

  /** Returns when every socket has everything, or takes no more for now. */
  async #deliver(channel: AccountChannel): Promise<void> {
    for (;;) {
      const { owner } = channel
      const behind = [...channel.subscriptions.values()].filter((it) => this.#canTake(channel, it))
      if (behind.length === 0 || owner === null) return
      const afterSeq = Math.min(...behind.map(({ sentSeq }) => sentSeq))
      const events = await listAccountEvents(this.#house, {
        scope: owner,
        accountId: channel.accountId,
        afterSeq,
        limit: this.#limits.eventsPerPage,
      })
      const page = new EventPage(channel.name, events)
      for (const subscription of behind) this.#send(channel, subscription, page)
    }
  }

  #canTake(channel: AccountChannel, { connection, sentSeq }: Subscription): boolean {
    if (sentSeq >= channel.headSeq || !connection.isOpen) return false
    if (!connection.isCongested) return true
    connection.onceDrained(() => this.#pump(channel))
    return false
  }

  #send(channel: AccountChannel, subscription: Subscription, page: EventPage): void {
    const { connection, role, sentSeq } = subscription
    const news = page.after(sentSeq)
    if (news[0]?.seq === sentSeq + 1) {
      connection.send(page.message(news, role))
      subscription.sentSeq = news.at(-1)?.seq ?? sentSeq
      return
    }
    // What should come next is no longer kept.
    const isOnPage = news.length > 0
    if (!isOnPage && page.events.length > 0) return
    subscription.sentSeq = isOnPage ? (news[0]?.seq ?? 0) - 1 : channel.headSeq
    connection.sendFrame({ op: 'gap', channel: channel.name, seq: subscription.sentSeq })
  }
}

/** Ages go on by themselves. */
function isSameState(a: Pulse, b: Pulse): boolean {
  return (
    (a.runnerSilentMs === null) === (b.runnerSilentMs === null) &&
    (a.venueSilentMs === null) === (b.venueSilentMs === null)
  )
}

/** Events of one read; each is written once, however many sockets get it. */
class EventPage {
  readonly events: readonly StoredEvent[]
  readonly #channel: string
  readonly #written = new Map<string, string>()

  constructor(channel: string, events: readonly StoredEvent[]) {
    this.#channel = channel
    this.events = events
  }

  after(seq: number): readonly StoredEvent[] {
    return this.events.filter((event) => event.seq > seq)
  }

  message(events: readonly StoredEvent[], role: Role): string {
    const frames = events.map((event) => this.#frame(event, role))
    return frames.length === 1 ? (frames[0] ?? '') : `[${frames.join(',')}]`
  }

  #frame(event: StoredEvent, role: Role): string {
    const permission = PERMISSION_OF[event.type as AccountEventType]
    const isReadable = permission !== undefined && permits(role, permission)
    const key = `${event.seq} ${isReadable}`
    const written =
      this.#written.get(key) ??
      JSON.stringify({
        op: 'event',
        channel: this.#channel,
        event: isReadable ? event : { ...event, data: {} },
      })
    this.#written.set(key, written)
    return written
  }
}
