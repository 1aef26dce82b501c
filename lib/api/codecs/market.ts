import * as z from 'zod'
import { type Candle, TIMEFRAMES } from '#core/market/candle.ts'
import {
  type AssetId,
  assetIdOf,
  type Instrument,
  type InstrumentId,
  instrumentIdOf,
  parseInstrumentId,
  type VenueId,
  venueIdOf,
} from '#core/market/instrument.ts'
import type { Mark } from '#core/market/mark.ts'
import { amount, price, quantity } from './money.ts'
import { textCodec } from './text-codec.ts'
import { time } from './time.ts'

const NAME_LENGTH_MAX = 128
const asText = (value: string) => value

export const instrumentId = textCodec<InstrumentId>({
  decode: (text) => instrumentIdOf(parseInstrumentId(text)),
  encode: asText,
  expected: 'an instrument such as "sim:BTC-USDT"',
  lengthMax: NAME_LENGTH_MAX,
})

export const assetId = textCodec<AssetId>({
  decode: assetIdOf,
  encode: asText,
  expected: 'an asset such as "BTC"',
  lengthMax: NAME_LENGTH_MAX,
})

export const venueId = textCodec<VenueId>({
  decode: venueIdOf,
  encode: asText,
  expected: 'a venue such as "sim"',
  lengthMax: NAME_LENGTH_MAX,
})

export const timeframe = z.enum(TIMEFRAMES)

/** A venue at which the firm may have accounts; READ_ONLY until its adapter is certified for live orders. */
export const venueCodec = z.object({
  id: venueId,
  name: z.string(),
  kind: z.enum(['simulated', 'exchange']),
  certification: z.enum(['LIVE_READY', 'READ_ONLY']),
  certifiedAt: time.nullable(),
  /** Prices that are not the venue's own: "replay of 2025-04-03", and of which instruments. */
  marketLabel: z
    .object({ text: z.string(), instrumentIds: z.array(instrumentId).readonly() })
    .nullable(),
  /** What it promises about orders, and how that is known; null for a venue that nobody has described. */
  capabilities: z
    .object({
      marketType: z.enum(['spot']),
      deadlineMs: z.int().nullable(),
      timestampToleranceMs: z.int(),
      dedupe: z.enum(['forever', 'openOnly', 'none']),
      queryByClientIdMs: z.int().nullable(),
      engineTimeoutMs: z.int(),
      readLagMs: z.int(),
      cancelsOnDisconnect: z.boolean(),
      evidence: z.enum(['contract', 'recorded']),
      /** From when on silence about an order means that there is none; null: never. */
      settleMs: z.int().nullable(),
    })
    .nullable(),
})
export type VenueListing = z.output<typeof venueCodec>

export const instrumentCodec = z.object({
  id: instrumentId,
  venueId,
  base: assetId,
  quote: assetId,
  priceTick: price,
  quantityLot: quantity,
  quantityMin: quantity,
  quantityMax: quantity,
  notionalMin: amount,
  notionalMax: amount.nullable(),
  priceBandBps: z.int().nullable(),
  isTrading: z.boolean(),
}) satisfies z.ZodType<Instrument>

/** The newest public prices of an instrument; what was never seen is null, never 0. */
export const quoteCodec = z.object({
  instrumentId,
  bid: price.nullable(),
  ask: price.nullable(),
  last: price.nullable(),
  open24h: price.nullable(),
  volume24h: quantity.nullable(),
  venueAt: time,
  receivedAt: time,
})
export type InstrumentQuote = z.output<typeof quoteCodec>

/** Candles are research data: JSON numbers, never money. */
export const candleCodec = z.object({
  openAt: time,
  open: z.number(),
  high: z.number(),
  low: z.number(),
  close: z.number(),
  volume: z.number(),
}) satisfies z.ZodType<Candle>

export const markCodec = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('marked'),
    price,
    source: z.enum(['mid', 'last', 'candle']),
    ageMs: z.number(),
    isStale: z.boolean(),
  }),
  z.object({
    kind: z.literal('unmarked'),
    reason: z.enum(['NO_QUOTE', 'NO_MID_AND_NO_LAST', 'NO_CANDLE']),
  }),
]) satisfies z.ZodType<Mark>
