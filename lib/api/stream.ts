import * as z from 'zod'
import { fromWireId, toWireId } from './codecs/id.ts'
import { candleCodec, instrumentId } from './codecs/market.ts'
import { price, quantity } from './codecs/money.ts'
import { time } from './codecs/time.ts'

/**
 * The frames of the websocket at /stream. The first frame is `auth` with a ticket; then channels are
 * subscribed. Private channels carry numbered events without gaps, public ones the newest state.
 */
export const PUBLIC_CHANNELS = ['book', 'trades', 'ticker', 'candles'] as const
export type PublicChannel = (typeof PUBLIC_CHANNELS)[number]

export const ACCOUNT_EVENT_TYPES = [
  'order',
  'fill',
  'position',
  'balance',
  'reconciliation',
  'break',
  'account',
  'kill',
] as const
export type AccountEventType = (typeof ACCOUNT_EVENT_TYPES)[number]

const CHANNEL_LENGTH_MAX = 160
const TICKET_LENGTH_MAX = 128

/** `book|trades|ticker|candles:<instrumentId>` or `account:<accountId>`. */
export type Channel =
  | { readonly kind: PublicChannel; readonly instrumentId: z.output<typeof instrumentId> }
  | { readonly kind: 'account'; readonly accountId: string }

/** Reads a channel's name; null when there is no such channel. */
export function parseChannel(name: string): Channel | null {
  const colon = name.indexOf(':')
  const kind = name.slice(0, colon)
  const subject = name.slice(colon + 1)
  if (kind === 'account') {
    const account = fromWireId('account', subject)
    return account === null ? null : { kind, accountId: account }
  }
  const publicKind = PUBLIC_CHANNELS.find((channel) => channel === kind)
  const instrument = instrumentId.safeDecode(subject)
  if (publicKind === undefined || !instrument.success) return null
  return { kind: publicKind, instrumentId: instrument.data }
}

/** The name of a channel, as parseChannel reads it. */
export function channelName(channel: Channel): string {
  return channel.kind === 'account'
    ? `account:${toWireId('account', channel.accountId)}`
    : `${channel.kind}:${channel.instrumentId}`
}

const channel = z.string().max(CHANNEL_LENGTH_MAX)
const seq = z.int().min(0)

/**
 * What a client may say. `fromSeq` is the number of the last event that the client has: those after it follow
 * without a gap. Without it, an account's channel begins with what happens next.
 */
export const clientFrame = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('auth'), ticket: z.string().max(TICKET_LENGTH_MAX) }),
  z.strictObject({ op: z.literal('subscribe'), channel, fromSeq: seq.optional() }),
  z.strictObject({ op: z.literal('unsubscribe'), channel }),
  z.strictObject({ op: z.literal('ping') }),
])
export type ClientFrame = z.output<typeof clientFrame>

/** One thing that happened to an account. `data` is the wire form of what changed, or its ids. */
export const accountEvent = z.object({
  type: z.enum(ACCOUNT_EVENT_TYPES),
  seq,
  at: time,
  version: z.int(),
  data: z.record(z.string(), z.unknown()),
})
export type AccountEvent = z.output<typeof accountEvent>

const level = z.tuple([price, quantity])

/** The order book near the top, best first. */
export const bookSnapshot = z.object({
  bids: z.array(level).readonly(),
  asks: z.array(level).readonly(),
  at: time,
})
export const publicTrade = z.object({
  id: z.string(),
  price,
  quantity,
  takerSide: z.enum(['buy', 'sell']),
  at: time,
})
export const publicTrades = z.object({ trades: z.array(publicTrade).readonly() })
export const ticker = z.object({
  bid: price.nullable(),
  ask: price.nullable(),
  last: price.nullable(),
  open24h: price.nullable(),
  volume24h: quantity.nullable(),
  at: time,
})
/** The running one-minute candle; longer ones are gathered by who shows them. */
export const liveCandle = candleCodec.extend({ isClosed: z.boolean() })

/** The payload of each public channel. */
export const PUBLIC_PAYLOADS = {
  book: bookSnapshot,
  trades: publicTrades,
  ticker,
  candles: liveCandle,
} as const satisfies Record<PublicChannel, z.ZodType>
export type PublicPayload<Kind extends PublicChannel = PublicChannel> = z.output<
  (typeof PUBLIC_PAYLOADS)[Kind]
>

/**
 * Whether an account is alive: for how long nothing was heard of its runner, and for how long of its venue; null
 * while they are heard. Told at the beginning and at every change; who hears it counts on.
 */
export const pulse = z.object({
  runnerSilentMs: z.number().min(0).nullable(),
  venueSilentMs: z.number().min(0).nullable(),
})
export type Pulse = z.output<typeof pulse>

/**
 * What the gateway says. `data` of a public channel is one of the payloads above, by channel, or null while
 * none is known; it is stale when the venue has been silent for too long.
 */
export const serverFrame = z.discriminatedUnion('op', [
  z.object({ op: z.literal('ready') }),
  /** Whether accounts' events arrive as they happen; while not, they come later, and none is lost. */
  z.object({ op: z.literal('status'), isLive: z.boolean() }),
  z.object({ op: z.literal('subscribed'), channel, seq: seq.optional() }),
  z.object({ op: z.literal('unsubscribed'), channel }),
  pulse.extend({ op: z.literal('pulse'), channel }),
  z.object({ op: z.literal('event'), channel, event: accountEvent }),
  z.object({ op: z.literal('data'), channel, isStale: z.boolean(), data: z.unknown() }),
  /** Events before `seq` are no longer kept: read everything again, then go on from there. */
  z.object({ op: z.literal('gap'), channel, seq }),
  z.object({
    op: z.literal('error'),
    code: z.string(),
    message: z.string(),
    channel: channel.optional(),
  }),
  z.object({ op: z.literal('pong') }),
  /** Said every second: who does not hear it is cut off, though the network may not know. */
  z.object({ op: z.literal('beat') }),
  /** The gateway is going away: come back after so many milliseconds. */
  z.object({ op: z.literal('reconnect'), afterMs: z.int() }),
])
export type ServerFrame = z.output<typeof serverFrame>

/** One websocket message of the gateway: a frame, or those of one tick together. */
export const serverMessage = z.union([serverFrame, z.array(serverFrame)])

/** With which codes the gateway closes a socket, besides the protocol's own. */
export const STREAM_CLOSE = {
  /** Going away for a restart. */
  restarting: 1012,
  /** Breaks the rules of this protocol. */
  policy: 1008,
  /** Does not read fast enough. */
  tooSlow: 1013,
  /** No ticket in time, a bad one, or the session has ended. */
  unauthenticated: 4401,
  /** What the person may see has changed. */
  forbidden: 4403,
  /** One person has too many sockets. */
  tooMany: 4429,
} as const
