import {
  type AccountEvent,
  channelName,
  PUBLIC_PAYLOADS,
  type PublicChannel,
  type PublicPayload,
  type Pulse,
  parseChannel,
  type ServerFrame,
} from '#api/stream.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { mergeTrades } from './merge-trades.ts'
import { StreamConnection, type StreamStatus } from './stream-connection.ts'
import type { StreamPorts } from './stream-ports.ts'

/** A socket without a reader is kept this long: the next page will want one. */
export const LINGER_MS = 5_000

/** The newest state of a public channel. `receivedAt` is by the stream's own clock: see `ageMs`. */
export type PublicState<Kind extends PublicChannel = PublicChannel> = {
  readonly data: PublicPayload<Kind> | null
  /** The venue has been silent for too long, or we are not connected. */
  readonly isStale: boolean
  readonly receivedAt: number
}

export type AccountListener = {
  onEvent(event: AccountEvent): void
  /** Events may have been missed: read everything of the account again. */
  onGap(): void
}

type AccountChannel = {
  readonly kind: 'account'
  readonly accountId: string
  readonly name: string
  readonly listeners: Set<AccountListener>
  /** The number of the last event that was delivered; null before the gateway has said where it begins. */
  seq: number | null
  /** Since when the account's runner or its venue is silent, by the stream's own clock; null while both are heard. */
  silentSince: number | null
}

type MarketChannel = {
  readonly kind: PublicChannel
  readonly name: string
  readonly listeners: Set<() => void>
  state: PublicState | null
}

/**
 * The live edge of the desk: one socket for the whole page. Accounts' events come once each, in order, over
 * any number of reconnects; public channels hold their newest state.
 */
export class Stream {
  readonly #ports: StreamPorts
  readonly #connection: StreamConnection
  readonly #channels = new Map<string, AccountChannel | MarketChannel>()
  readonly #statusListeners = new Set<() => void>()
  readonly #pulseListeners = new Set<() => void>()
  #lostSince: number | null
  #cancelLinger: (() => void) | null = null

  constructor(ports: StreamPorts) {
    this.#ports = ports
    this.#lostSince = ports.now()
    this.#connection = new StreamConnection(ports, {
      onReady: () => this.#subscribeAll(),
      onFrame: (frame) => this.#onFrame(frame),
      onStatus: (status) => this.#onStatus(status),
    })
  }

  get status(): StreamStatus {
    return this.#connection.status
  }

  onStatus(listener: () => void): () => void {
    this.#statusListeners.add(listener)
    return () => this.#statusListeners.delete(listener)
  }

  /** For how long nothing arrives as it happens; null while it does. */
  lostMs(): number | null {
    return this.#lostSince === null ? null : this.#ports.now() - this.#lostSince
  }

  /** For how long each watched account's runner or venue is silent, of those that are. */
  silentMs(): ReadonlyMap<string, number> {
    const silent = new Map<string, number>()
    for (const channel of this.#channels.values()) {
      if (channel.kind !== 'account' || channel.silentSince === null) continue
      silent.set(channel.accountId, this.#ports.now() - channel.silentSince)
    }
    return silent
  }

  /** Calls the listener when an account falls silent and when it is heard again. */
  onPulse(listener: () => void): () => void {
    this.#pulseListeners.add(listener)
    return () => this.#pulseListeners.delete(listener)
  }

  /** Tries to connect now rather than later. */
  wake(): void {
    this.#connection.wake()
  }

  /**
   * Hears an account's events after `fromSeq`, the newest that what is on screen already shows. Without it the
   * listener is told to read everything once the channel is open.
   */
  watchAccount(
    { accountId, fromSeq }: { readonly accountId: string; readonly fromSeq?: number },
    listener: AccountListener,
  ): () => void {
    const name = channelName({ kind: 'account', accountId })
    const known = this.#channels.get(name)
    if (known?.kind === 'account') {
      known.listeners.add(listener)
      // What the channel delivered before this listener came is not told again.
      if (known.seq !== null && (fromSeq ?? -1) < known.seq) listener.onGap()
    } else {
      const listeners = new Set([listener])
      const seq = fromSeq ?? null
      this.#add({ kind: 'account', accountId, name, listeners, seq, silentSince: null })
    }
    return () => this.#leave(name, listener)
  }

  /** Calls the listener whenever the state of a public channel changes; `publicState` tells it. */
  watchPublic(kind: PublicChannel, instrumentId: InstrumentId, listener: () => void): () => void {
    const name = channelName({ kind, instrumentId })
    const known = this.#channels.get(name)
    if (known !== undefined && known.kind !== 'account') known.listeners.add(listener)
    else this.#add({ kind, name, listeners: new Set([listener]), state: null })
    return () => this.#leave(name, listener)
  }

  /** The same object until it changes; null before anything arrived or when nobody watches. */
  publicState<Kind extends PublicChannel>(
    kind: Kind,
    instrumentId: InstrumentId,
  ): PublicState<Kind> | null {
    const channel = this.#channels.get(channelName({ kind, instrumentId }))
    if (channel === undefined || channel.kind === 'account') return null
    // The payload was decoded by this kind's schema.
    return channel.state as PublicState<Kind> | null
  }

  /** Milliseconds since a public channel last said anything; null when it never did. */
  ageMs(kind: PublicChannel, instrumentId: InstrumentId): number | null {
    const state = this.publicState(kind, instrumentId)
    return state === null ? null : this.#ports.now() - state.receivedAt
  }

  #add(channel: AccountChannel | MarketChannel): void {
    this.#channels.set(channel.name, channel)
    this.#cancelLinger?.()
    this.#cancelLinger = null
    if (this.#connection.isReady) this.#subscribe(channel)
    else this.#connection.open()
  }

  #leave(name: string, listener: AccountListener | (() => void)): void {
    const channel = this.#channels.get(name)
    const listeners: Set<unknown> | undefined = channel?.listeners
    if (!listeners?.delete(listener) || listeners.size > 0) return
    this.#channels.delete(name)
    if (this.#connection.isReady) this.#connection.send({ op: 'unsubscribe', channel: name })
    if (this.#channels.size > 0) return
    this.#cancelLinger = this.#ports.after(LINGER_MS, () => this.#connection.close())
  }

  #subscribeAll(): void {
    for (const channel of this.#channels.values()) this.#subscribe(channel)
  }

  #subscribe(channel: AccountChannel | MarketChannel): void {
    const resumes = channel.kind === 'account' && channel.seq !== null
    this.#connection.send({
      op: 'subscribe',
      channel: channel.name,
      ...(resumes && channel.seq !== null ? { fromSeq: channel.seq } : {}),
    })
  }

  #onFrame(frame: ServerFrame): void {
    if (frame.op === 'event') this.#onEvent(frame.channel, frame.event)
    else if (frame.op === 'data') this.#onData(frame.channel, frame)
    else if (frame.op === 'pulse') this.#onPulse(frame.channel, frame)
    else if (frame.op === 'gap') this.#onGap(frame.channel, frame.seq)
    else if (frame.op === 'subscribed' && frame.seq !== undefined) {
      this.#onSubscribed(frame.channel, frame.seq)
    }
  }

  #onSubscribed(name: string, seq: number): void {
    const channel = this.#channels.get(name)
    if (channel?.kind === 'account' && channel.seq === null) this.#onGap(name, seq)
  }

  #onEvent(name: string, event: AccountEvent): void {
    const channel = this.#channels.get(name)
    if (channel?.kind !== 'account' || channel.seq === null || event.seq <= channel.seq) return
    if (event.seq > channel.seq + 1) {
      this.#onGap(name, event.seq)
      return
    }
    channel.seq = event.seq
    for (const listener of channel.listeners) listener.onEvent(event)
  }

  #onPulse(name: string, { runnerSilentMs, venueSilentMs }: Pulse): void {
    const channel = this.#channels.get(name)
    if (channel?.kind !== 'account') return
    const isSilent = runnerSilentMs !== null || venueSilentMs !== null
    const silentMs = Math.max(runnerSilentMs ?? 0, venueSilentMs ?? 0)
    channel.silentSince = isSilent ? this.#ports.now() - silentMs : null
    for (const listener of this.#pulseListeners) listener()
  }

  #onGap(name: string, seq: number): void {
    const channel = this.#channels.get(name)
    if (channel?.kind !== 'account') return
    channel.seq = seq
    for (const listener of channel.listeners) listener.onGap()
  }

  #onData(name: string, frame: { readonly isStale: boolean; readonly data: unknown }): void {
    const channel = this.#channels.get(name)
    if (channel === undefined || channel.kind === 'account') return
    const data = decodePayload(name, frame.data)
    this.#setState(channel, {
      data: mergeTrades(channel.state?.data ?? null, data),
      isStale: frame.isStale,
      receivedAt: frame.isStale
        ? (channel.state?.receivedAt ?? this.#ports.now())
        : this.#ports.now(),
    })
  }

  #setState(channel: MarketChannel, state: PublicState): void {
    channel.state = state
    for (const listener of channel.listeners) listener()
  }

  #onStatus(status: StreamStatus): void {
    if (status === 'live') this.#lostSince = null
    else this.#lostSince ??= this.#ports.now()
    // What was true when the connection was lost is shown with its age, never as if it were now.
    if (status === 'offline' || status === 'signedOut') {
      for (const channel of this.#channels.values()) {
        if (channel.kind !== 'account' && channel.state !== null) {
          this.#setState(channel, { ...channel.state, isStale: true })
        }
      }
    }
    for (const listener of this.#statusListeners) listener()
  }
}

/** Null for what is not known yet, and for a payload of a newer gateway. */
function decodePayload(name: string, data: unknown): PublicPayload | null {
  const channel = parseChannel(name)
  if (data === null || channel === null || channel.kind === 'account') return null
  return PUBLIC_PAYLOADS[channel.kind].safeParse(data).data ?? null
}
