import { ApiError } from '../api-error.ts'
import { aggregateTradeJson } from '../dialect/market-json.ts'
import { priceText, quantityText } from '../instruments.ts'
import type { Journal } from '../journal/journal.ts'
import type { MarketData } from '../market-data/market-data.ts'
import type { SymbolData } from '../market-data/symbol-data.ts'
import type { PublicTrade } from '../market-data/trade-tape.ts'
import { openSource, STREAM_TICK_MS } from './open-source.ts'
import type { StreamSource } from './stream-sources.ts'

export const STREAMS_PER_CLIENT_MAX = 1_024

/** Whoever takes frames of market data. */
export type StreamClient = {
  /** True when frames are wrapped as `{stream, data}`. */
  isCombined: boolean
  send(text: string): void
}

type Stream = {
  readonly name: string
  readonly clients: Set<StreamClient>
  /** Null for the trade streams, which speak as it happens. */
  readonly source: StreamSource | null
  dueAt: number
}

/**
 * The public streams. A stream exists while someone is subscribed to it, and the clock that polls them runs while
 * there is a stream to poll: nobody listening costs nothing. Frames wait for the journal, like everything.
 */
export class MarketStreams {
  private readonly market: MarketData
  private readonly journal: Journal
  private readonly now: () => number
  private readonly streams = new Map<string, Stream>()
  private readonly namesOf = new Map<StreamClient, Set<string>>()
  private outbox: { stream: Stream; payload: string }[] = []
  private timer: NodeJS.Timeout | null = null
  private stopWatching: (() => void) | null = null
  private openAggregates = new Map<SymbolData, PublicTrade>()

  constructor(input: { market: MarketData; journal: Journal; now: () => number }) {
    this.market = input.market
    this.journal = input.journal
    this.now = input.now
  }

  /** Throws for a name that is no stream, and beyond the limit; then nothing has changed. */
  subscribe(client: StreamClient, names: readonly string[]): void {
    const own = this.namesOf.get(client) ?? new Set<string>()
    const added = [...new Set(names)].filter((name) => !own.has(name))
    if (own.size + added.length > STREAMS_PER_CLIENT_MAX) {
      throw new ApiError(
        -1003,
        `Too many streams; at most ${STREAMS_PER_CLIENT_MAX} per connection.`,
      )
    }
    const streams = added.map((name) => this.streams.get(name) ?? this.open(name))
    this.namesOf.set(client, own)
    for (const stream of streams) {
      this.streams.set(stream.name, stream)
      stream.clients.add(client)
      own.add(stream.name)
    }
    this.runWhatIsNeeded()
  }

  unsubscribe(client: StreamClient, names: readonly string[]): void {
    for (const name of names) {
      const stream = this.streams.get(name)
      if (!this.namesOf.get(client)?.delete(name) || stream === undefined) continue
      stream.clients.delete(client)
      if (stream.clients.size > 0) continue
      stream.source?.stop?.()
      this.streams.delete(name)
    }
    this.runWhatIsNeeded()
  }

  list(client: StreamClient): readonly string[] {
    return [...(this.namesOf.get(client) ?? [])]
  }

  /** How many streams someone is subscribed to. */
  count(): number {
    return this.streams.size
  }

  /** Forgets a client that has gone. */
  drop(client: StreamClient): void {
    this.unsubscribe(client, this.list(client))
    this.namesOf.delete(client)
  }

  private open(name: string): Stream {
    const source = isTradeStream(name, this.market) ? null : openSource(name, this.market.symbols)
    if (source === null && !isTradeStream(name, this.market)) {
      throw new ApiError(-1130, `Invalid request: unknown stream '${name}'.`)
    }
    return { name, clients: new Set(), source, dueAt: 0 }
  }

  private runWhatIsNeeded(): void {
    const streams = [...this.streams.values()]
    const hasPolled = streams.some((stream) => stream.source !== null)
    const hasTrades = streams.some((stream) => stream.source === null)
    if (hasPolled && this.timer === null) {
      this.timer = setInterval(() => this.poll(), STREAM_TICK_MS)
    } else if (!hasPolled && this.timer !== null) {
      clearInterval(this.timer)
      this.timer = null
    }
    if (hasTrades && this.stopWatching === null) {
      this.stopWatching = this.market.watchTrades((data, trade) => this.onTrade(data, trade))
    } else if (!hasTrades) {
      this.stopWatching?.()
      this.stopWatching = null
    }
  }

  private poll(): void {
    const now = this.now()
    for (const stream of this.streams.values()) {
      if (stream.source === null || stream.dueAt > now) continue
      // Half a tick of grace: a timer that fires a little early must not cost a whole round.
      stream.dueAt = now + stream.source.everyMs - STREAM_TICK_MS / 2
      for (const payload of stream.source.poll(now)) this.publish(stream, payload)
    }
  }

  private onTrade(data: SymbolData, trade: PublicTrade): void {
    const { instrument } = data.book
    const { symbol } = instrument
    const stream = this.streams.get(`${symbol.toLowerCase()}@trade`)
    if (stream !== undefined) {
      this.publish(stream, {
        e: 'trade',
        E: this.now(),
        s: symbol,
        t: trade.id,
        p: priceText(instrument, trade.priceTicks),
        q: quantityText(instrument, trade.lots),
        T: trade.at,
        m: trade.isBuyerMaker,
        M: true,
      })
    }
    if (!this.streams.has(`${symbol.toLowerCase()}@aggTrade`)) return
    // An aggregate is complete once another follows, or when this turn of the loop ends.
    const open = this.openAggregates.get(data)
    if (open !== undefined && open.aggregateId !== trade.aggregateId) this.publishAggregate(data)
    if (this.openAggregates.size === 0) setImmediate(() => this.publishAggregates())
    this.openAggregates.set(data, trade)
  }

  private publishAggregates(): void {
    for (const data of this.openAggregates.keys()) this.publishAggregate(data)
  }

  private publishAggregate(data: SymbolData): void {
    const open = this.openAggregates.get(data)
    this.openAggregates.delete(data)
    const { instrument } = data.book
    const stream = this.streams.get(`${instrument.symbol.toLowerCase()}@aggTrade`)
    const aggregate = data.tape.aggregate(open?.aggregateId ?? 0)
    if (stream === undefined || aggregate === undefined) return
    const json = aggregateTradeJson(instrument, aggregate)
    this.publish(stream, { e: 'aggTrade', E: this.now(), s: instrument.symbol, ...json })
  }

  private publish(stream: Stream, payload: unknown): void {
    if (this.outbox.length === 0) setImmediate(() => void this.flush())
    this.outbox.push({ stream, payload: JSON.stringify(payload) })
  }

  private async flush(): Promise<void> {
    const frames = this.outbox
    this.outbox = []
    if (!this.journal.isSynced) await this.journal.synced()
    for (const { stream, payload } of frames) {
      const combined = `{"stream":"${stream.name}","data":${payload}}`
      for (const client of stream.clients) client.send(client.isCombined ? combined : payload)
    }
  }
}

function isTradeStream(name: string, market: MarketData): boolean {
  const match = /^([a-z0-9]+)@(trade|aggTrade)$/.exec(name)
  return match !== null && market.symbols.has((match[1] ?? '').toUpperCase())
}
