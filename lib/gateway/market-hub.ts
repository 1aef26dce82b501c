import {
  type Channel,
  channelName,
  PUBLIC_PAYLOADS,
  type PublicChannel,
  type PublicPayload,
} from '#api/stream.ts'
import { parseInstrumentId } from '#core/market/instrument.ts'
import type { GatewayHouse } from '#runtime/gateway-context.ts'
import { findListing } from '#usecases/stream/find-listing.ts'
import type { Connection } from './connection.ts'
import type { GatewayLimits } from './gateway-limits.ts'

/** Trades that a newcomer is shown, and at most in one frame. */
export const TRADES_KEPT = 50

type MarketChannelName = Extract<Channel, { readonly kind: PublicChannel }>

type MarketChannel = {
  readonly name: string
  readonly kind: PublicChannel
  readonly subscribers: Set<Connection>
  /** The newest state; of trades, the newest fifty. */
  state: PublicPayload | null
  /** Trades since the last tick. */
  news: PublicPayload<'trades'>['trades']
  isStale: boolean
  leave(): void
}

/**
 * Fans a venue's public data out. Each channel is heard from the venue while somebody watches it and told at
 * most ten times a second: a socket gets one message per tick, and sockets that watch the same get the same
 * bytes. A socket that reads slowly gets the newest state when it has caught up.
 */
export class MarketHub {
  readonly #house: GatewayHouse
  readonly #limits: GatewayLimits
  readonly #channels = new Map<string, MarketChannel>()
  readonly #changed = new Set<MarketChannel>()
  readonly #missed = new Map<Connection, Set<MarketChannel>>()
  #tickTimer: NodeJS.Timeout | null = null
  #tickedAt = 0

  constructor(house: GatewayHouse, limits: GatewayLimits) {
    this.#house = house
    this.#limits = limits
  }

  get channelCount(): number {
    return this.#channels.size
  }

  /** False for an instrument that we do not know or whose venue has no feed here. */
  async subscribe(connection: Connection, wanted: MarketChannelName): Promise<boolean> {
    const name = channelName(wanted)
    const feed = this.#house.feeds.get(parseInstrumentId(wanted.instrumentId).venueId)
    if (feed === undefined) return false
    if (!this.#channels.has(name)) {
      const listing = await findListing(this.#house, wanted.instrumentId)
      if (listing === null) return false
      // Another socket may have opened it meanwhile.
      if (!this.#channels.has(name)) this.#open(wanted.kind, name, { feed, listing })
    }
    const channel = this.#channels.get(name)
    if (channel === undefined) return false
    if (connection.isOpen) this.#letIn(connection, channel)
    else this.#closeIfUnused(channel)
    return true
  }

  unsubscribe(connection: Connection, name: string): void {
    const channel = this.#channels.get(name)
    if (channel === undefined) return
    channel.subscribers.delete(connection)
    this.#missed.get(connection)?.delete(channel)
    this.#closeIfUnused(channel)
  }

  drop(connection: Connection): void {
    for (const name of connection.channels) this.unsubscribe(connection, name)
    this.#missed.delete(connection)
  }

  #open(
    kind: PublicChannel,
    name: string,
    { feed, listing }: { feed: Feed; listing: Parameters<Feed['watch']>[1] },
  ): void {
    const channel: MarketChannel = {
      name,
      kind,
      subscribers: new Set(),
      state: null,
      news: [],
      isStale: false,
      leave: () => undefined,
    }
    this.#channels.set(name, channel)
    channel.leave = feed.watch(kind, listing, {
      onData: (data) => {
        remember(channel, data)
        this.#changeSoon(channel)
      },
      onSilence: (isSilent) => {
        channel.isStale = isSilent
        this.#changeSoon(channel)
      },
    })
  }

  #closeIfUnused(channel: MarketChannel): void {
    if (channel.subscribers.size > 0) return
    channel.leave()
    this.#channels.delete(channel.name)
    this.#changed.delete(channel)
  }

  #letIn(connection: Connection, channel: MarketChannel): void {
    channel.subscribers.add(connection)
    connection.sendFrame({ op: 'subscribed', channel: channel.name })
    if (channel.state !== null || channel.isStale) connection.send(frameOf(channel, channel.state))
  }

  #changeSoon(channel: MarketChannel): void {
    this.#changed.add(channel)
    if (this.#tickTimer !== null) return
    const sinceTickMs = this.#house.clock.monotonic() - this.#tickedAt
    const delayMs = Math.max(0, this.#limits.tickMs - sinceTickMs)
    this.#tickTimer = setTimeout(() => this.#tick(), delayMs)
  }

  #tick(): void {
    this.#tickTimer = null
    this.#tickedAt = this.#house.clock.monotonic()
    const changed = [...this.#changed]
    this.#changed.clear()
    const frames = new Map(changed.map((channel) => [channel, newsFrameOf(channel)]))
    const messages = new Map<string, Buffer>()
    for (const [connection, watched] of this.#watchersOf(changed)) {
      if (connection.isCongested) {
        this.#tellLater(connection, watched)
        continue
      }
      const key = watched.map(({ name }) => name).join(' ')
      const message =
        messages.get(key) ?? messageOf(watched.map((channel) => frames.get(channel) ?? ''))
      messages.set(key, message)
      connection.send(message)
    }
  }

  #watchersOf(channels: readonly MarketChannel[]): Map<Connection, MarketChannel[]> {
    const watchers = new Map<Connection, MarketChannel[]>()
    for (const channel of channels) {
      for (const connection of channel.subscribers) {
        const watched = watchers.get(connection)
        if (watched === undefined) watchers.set(connection, [channel])
        else watched.push(channel)
      }
    }
    return watchers
  }

  #tellLater(connection: Connection, watched: readonly MarketChannel[]): void {
    const known = this.#missed.get(connection)
    const missed = known ?? new Set<MarketChannel>()
    for (const channel of watched) missed.add(channel)
    if (known !== undefined) return
    this.#missed.set(connection, missed)
    connection.onceDrained(() => {
      this.#missed.delete(connection)
      const frames = [...missed].map((channel) => frameOf(channel, channel.state))
      if (frames.length > 0) connection.send(messageOf(frames))
    })
  }
}

type Feed = GatewayHouse['feeds'] extends ReadonlyMap<string, infer MarketFeed> ? MarketFeed : never

function remember(channel: MarketChannel, data: PublicPayload): void {
  if (!('trades' in data)) {
    channel.state = data
    return
  }
  const known = channel.state !== null && 'trades' in channel.state ? channel.state.trades : []
  const ids = new Set(known.map(({ id }) => id))
  const added = data.trades.filter(({ id }) => !ids.has(id))
  channel.news = [...added, ...channel.news].slice(0, TRADES_KEPT)
  channel.state = { trades: [...added, ...known].slice(0, TRADES_KEPT) }
}

/** What a tick tells: the state, of trades only those that are new. */
function newsFrameOf(channel: MarketChannel): string {
  if (channel.kind !== 'trades') return frameOf(channel, channel.state)
  const { news } = channel
  channel.news = []
  return frameOf(channel, { trades: news })
}

function frameOf({ kind, name, isStale }: MarketChannel, state: PublicPayload | null): string {
  // State and kind belong together, which a channel of any kind cannot say.
  const data = state === null ? null : PUBLIC_PAYLOADS[kind].encode(state as never)
  return JSON.stringify({ op: 'data', channel: name, isStale, data })
}

function messageOf(frames: readonly string[]): Buffer {
  return Buffer.from(frames.length === 1 ? (frames[0] ?? '') : `[${frames.join(',')}]`)
}
