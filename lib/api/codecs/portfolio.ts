import * as z from 'zod'
import { ORIGIN_KINDS } from '#core/orders/order.ts'
import { accountId, bookId, clientId } from './id.ts'
import { assetId, instrumentId, markCodec } from './market.ts'
import { amount, price, quantity } from './money.ts'
import { time } from './time.ts'

/** A value that may be unknown: null with a reason, never 0. */
export const valueCodec = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('valued'), amount, isStale: z.boolean() }),
  z.object({ kind: z.literal('unvalued'), reason: z.string() }),
])
export type Value = z.output<typeof valueCodec>

/** Who or what opened a position's current cycle: the origin of the order behind its first fill. */
export const openerCodec = z.object({
  kind: z.enum(ORIGIN_KINDS),
  /** Of a person of the firm, where the reader may know it. */
  name: z.string().nullable(),
})

/** A position with what it is worth at the newest mark, in the instrument's quote asset. */
export const positionCodec = z.object({
  accountId,
  clientId,
  bookId,
  instrumentId,
  quantity,
  cost: amount,
  averagePrice: price.nullable(),
  realizedPnl: amount,
  feesQuote: amount,
  feesOther: z.array(z.object({ asset: assetId, amount })).readonly(),
  cycle: z.int(),
  openedAt: time.nullable(),
  lastFillAt: time.nullable(),
  openedBy: openerCodec.nullable(),
  mark: markCodec,
  value: valueCodec,
  unrealizedPnl: valueCodec,
})
export type PositionView = z.output<typeof positionCodec>

const owned = { available: amount, held: amount, total: amount }

/** What an account's ledger says it owns of an asset, valued in USDT, and how its books share it. */
export const holdingCodec = z.object({
  accountId,
  clientId,
  asset: assetId,
  ...owned,
  value: valueCodec,
  books: z
    .array(z.object({ bookId, kind: z.enum(['MANUAL', 'EXTERNAL', 'BOT', 'COPY']), ...owned }))
    .readonly(),
})
export type HoldingView = z.output<typeof holdingCodec>
