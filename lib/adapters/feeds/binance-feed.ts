import * as z from 'zod'
import type { PublicChannel } from '#api/stream.ts'
import type { Clock } from '#ports/clock.ts'
import type { Dice } from '#ports/dice.ts'
import type { Log } from '#ports/log.ts'
import type { FeedListener, FeedListing, MarketFeed } from '#ports/market-feed.ts'
import { WeightGate } from '../venues/weight-gate.ts'
import { type ChannelReader, READERS } from './binance-channels.ts'
import { FeedSocket } from './feed-socket.ts'
import { tellBudget } from './tell-budget.ts'

/** Binance takes five messages a second from a connection: subscriptions are gathered. */
export const SUBSCRIBE_EVERY_MS = 250
/** An upstream without a watcher is kept this long: people move from page to page. */
export const LINGER_MS = 5_000
const SNAPSHOT_MAX_MS = 5_000
/** Binance Spot's request weight per address. */
const WEIGHT_PER_MINUTE = 6_000

export type BinanceFeedOptions = {
  /** `http://127.0.0.1:1234`: where `/api/v3` is. */
  readonly restUrl: string
  /** `ws://127.0.0.1:1234`: where `/stream` is. */
  readonly wsUrl: string
  readonly clock: Clock
  readonly dice: Dice
  readonly log: Log
}

/**
 * The public feed of a venue that speaks Binance's dialect. One plain socket and four streams: a trading client
 * would load every market of the venue to tell the same.
 */
export function openBinanceFeed(options: BinanceFeedOptions): MarketFeed {
  return new BinanceFeed(options)
}

type Watch = {
  newReader(): ChannelReader
  reader: ChannelReader
  readonly listener: FeedListener
  isSilent: boolean | null
}

const combinedFrame = z.object({ stream: z.string(), data: z.unknown() })
const answerFrame = z.object({ result: z.null(), id: z.int() })

class BinanceFeed implements MarketFeed {
  readonly #options: BinanceFeedOptions
  readonly #gate: WeightGate
  readonly #watches = new Map<string, Set<Watch>>()
  readonly #silenceListeners = new Set<(isSilent: boolean) => void>()
  readonly #subscribed = new Set<string>()
  /** Streams whose subscription the venue has not confirmed, by request. */
  readonly #unconfirmed = new Map<number, readonly string[]>()
  #socket: FeedSocket | null = null
  #isSilent: boolean | null = null
  #requestId = 0
  #flushTimer: NodeJS.Timeout | null = null
  #lingerTimer: NodeJS.Timeout | null = null

  constructor(options: BinanceFeedOptions) {
    this.#options = options
    this.#gate = new WeightGate({ clock: options.clock, weightPerMinute: WEIGHT_PER_MINUTE })
  }

  watch<Kind extends PublicChannel>(
    kind: Kind,
    { venueSymbol }: FeedListing,
    listener: FeedListener<Kind>,
  ): () => void {
    const newReader = () => READERS[kind](venueSymbol)
    // Reader and listener are of one kind, which a list of watches of all kinds cannot say.
    const watch = { newReader, reader: newReader(), listener, isSilent: null } as unknown as Watch
    for (const stream of watch.reader.streams) this.#watchesOf(stream).add(watch)
    this.#keepOpen()
    void this.#tellSnapshot(watch)
    this.#flushSoon()
    return () => this.#leave(watch)
  }

  watchSilence(onSilence: (isSilent: boolean) => void): () => void {
    this.#silenceListeners.add(onSilence)
    this.#keepOpen()
    if (this.#isSilent !== null) onSilence(this.#isSilent)
    return () => {
      this.#silenceListeners.delete(onSilence)
      this.#closeLater()
    }
  }

  close(): void {
    if (this.#lingerTimer !== null) clearTimeout(this.#lingerTimer)
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer)
    this.#socket?.close()
    this.#socket = null
    this.#isSilent = null
    this.#subscribed.clear()
    this.#flushTimer = null
    this.#lingerTimer = null
  }

  #leave(watch: Watch): void {
    for (const stream of watch.reader.streams) {
      const watches = this.#watches.get(stream)
      watches?.delete(watch)
      if (watches?.size === 0) this.#watches.delete(stream)
    }
    this.#flushSoon()
    this.#closeLater()
  }

  #closeLater(): void {
    const isWatched = this.#watches.size + this.#silenceListeners.size > 0
    if (isWatched || this.#lingerTimer !== null) return
    this.#lingerTimer = setTimeout(() => this.close(), LINGER_MS)
  }

  #keepOpen(): void {
    if (this.#lingerTimer !== null) clearTimeout(this.#lingerTimer)
    this.#lingerTimer = null
    this.#socket ??= new FeedSocket({
      ...this.#options,
      url: `${this.#options.wsUrl}/stream`,
      onOpen: () => this.#onOpen(),
      onMessage: (text) => this.#onMessage(text),
      onSilent: () => this.#onSilent(),
      onHeard: () => this.#onHeard(),
    })
  }

  /** What happened while the connection was away is in the snapshots, which follow the answer to the subscription. */
  #onOpen(): void {
    this.#tellSilence(false)
    this.#subscribed.clear()
    this.#unconfirmed.clear()
    for (const watch of this.#allWatches()) watch.reader = watch.newReader()
    this.#flush()
  }

  #onSilent(): void {
    this.#tellSilence(true)
    for (const watch of this.#allWatches()) setSilent(watch, true)
  }

  #onHeard(): void {
    this.#tellSilence(false)
    for (const watch of this.#allWatches()) setSilent(watch, false)
  }

  #tellSilence(isSilent: boolean): void {
    if (this.#isSilent === isSilent) return
    this.#isSilent = isSilent
    for (const listener of this.#silenceListeners) listener(isSilent)
  }

  #onMessage(text: string): void {
    try {
      const json: unknown = JSON.parse(text)
      const frame = combinedFrame.safeParse(json)
      if (!frame.success) {
        this.#onAnswer(json)
        return
      }
      const { stream, data } = frame.data
      for (const watch of this.#watches.get(stream) ?? []) {
        watch.listener.onData(watch.reader.read(stream, data, this.#options.clock.now()))
        setSilent(watch, false)
      }
    } catch (error) {
      this.#options.log.warn({ err: error }, 'a market feed said what we do not understand')
    }
  }

  /** What happened between the first snapshot and the subscription was in neither: look again. */
  #onAnswer(json: unknown): void {
    const answer = answerFrame.safeParse(json)
    if (!answer.success) return
    const streams = this.#unconfirmed.get(answer.data.id) ?? []
    this.#unconfirmed.delete(answer.data.id)
    const watches = streams.flatMap((stream) => [...(this.#watches.get(stream) ?? [])])
    for (const watch of new Set(watches)) {
      void this.#tellSnapshot(watch)
    }
  }

  async #tellSnapshot(watch: Watch): Promise<void> {
    const { restUrl, clock, log } = this.#options
    const { reader } = watch
    const waitMs = this.#gate.take('snapshot', reader.snapshotWeight)
    if (waitMs !== null) {
      this.#tellSnapshotIn(waitMs, watch)
      return
    }
    try {
      const response = await fetch(restUrl + reader.snapshotPath, {
        signal: AbortSignal.timeout(SNAPSHOT_MAX_MS),
      })
      tellBudget(this.#gate, response)
      if (!response.ok) throw new Error(`the venue answered ${response.status}`)
      const payload = reader.readSnapshot(await response.json(), clock.now())
      if (!this.#isWatched(watch) || reader !== watch.reader) return
      if (payload !== null) watch.listener.onData(payload)
      setSilent(watch, this.#socket?.isOpen !== true)
    } catch (error) {
      // The streams will tell; until then the channel is silent.
      log.warn({ err: error, path: reader.snapshotPath }, 'a market snapshot failed')
      if (this.#isWatched(watch) && watch.isSilent === null) setSilent(watch, true)
    }
  }

  /** Our share of the venue's budget is used: until it is back, the streams are all there is. */
  #tellSnapshotIn(waitMs: number, watch: Watch): void {
    const later = setTimeout(() => {
      if (this.#isWatched(watch)) void this.#tellSnapshot(watch)
    }, waitMs)
    later.unref()
  }

  #flushSoon(): void {
    this.#flushTimer ??= setTimeout(() => this.#flush(), SUBSCRIBE_EVERY_MS)
  }

  /** Brings what the venue sends in line with what is watched. */
  #flush(): void {
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer)
    this.#flushTimer = null
    if (this.#socket?.isOpen !== true) return
    const wanted = [...this.#watches.keys()]
    const added = wanted.filter((stream) => !this.#subscribed.has(stream))
    const removed = [...this.#subscribed].filter((stream) => !this.#watches.has(stream))
    for (const stream of added) this.#subscribed.add(stream)
    for (const stream of removed) this.#subscribed.delete(stream)
    this.#request('SUBSCRIBE', added)
    this.#request('UNSUBSCRIBE', removed)
  }

  #request(method: 'SUBSCRIBE' | 'UNSUBSCRIBE', params: readonly string[]): void {
    if (params.length === 0) return
    const id = ++this.#requestId
    if (method === 'SUBSCRIBE') this.#unconfirmed.set(id, params)
    this.#socket?.send({ method, params, id })
  }

  #watchesOf(stream: string): Set<Watch> {
    const watches = this.#watches.get(stream) ?? new Set()
    this.#watches.set(stream, watches)
    return watches
  }

  #allWatches(): Set<Watch> {
    return new Set([...this.#watches.values()].flatMap((watches) => [...watches]))
  }

  #isWatched(watch: Watch): boolean {
    return watch.reader.streams.some((stream) => this.#watches.get(stream)?.has(watch))
  }
}

function setSilent(watch: Watch, isSilent: boolean): void {
  if (watch.isSilent === isSilent) return
  watch.isSilent = isSilent
  watch.listener.onSilence(isSilent)
}
