import * as z from 'zod'
import { BOOKS_STATES } from '#core/ledger/books-state.ts'
import { ACCOUNT_MODES, ACCOUNT_STATUSES, CLIENT_STATUSES, TRADING_STATES } from './client.ts'
import { accountId, bookId, clientId, orderId, transactionId } from './id.ts'
import { assetId, instrumentId, venueId } from './market.ts'
import { amount, price } from './money.ts'
import { valueCodec } from './portfolio.ts'
import { time } from './time.ts'

/** A UTC month, such as `2026-11`. */
export const month = z
  .string()
  .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'expected a month such as 2026-11')

/** One ledger transaction's effect on what is owned of one asset, with the balance after it. */
const statementLine = z.object({
  transactionId,
  at: time,
  kind: z.enum(['fill', 'transfer', 'adjustment']),
  accountId,
  accountName: z.string(),
  bookId,
  instrumentId: instrumentId.nullable(),
  orderId: orderId.nullable(),
  description: z.string(),
  asset: assetId,
  amount,
  fee: amount,
  balance: amount,
})

/** A client's month, or what of it has passed: per asset, opening + lines = closing, to the last digit. */
export const statementCodec = z.object({
  clientId,
  clientName: z.string(),
  organizationName: z.string(),
  month,
  fromAt: time,
  toAt: time,
  asOfAt: time,
  currency: assetId,
  assets: z
    .array(
      z.object({
        asset: assetId,
        opening: amount,
        closing: amount,
        markPrice: price.nullable(),
        value: valueCodec,
      }),
    )
    .readonly(),
  lines: z.array(statementLine).readonly(),
  total: valueCodec,
})
export type Statement = z.output<typeof statementCodec>

const totals = z.object({
  equity: valueCodec,
  realizedPnl: valueCodec,
  unrealizedPnl: valueCodec,
  /** Null as of a moment that has passed: how many there were then is not kept. */
  openOrders: z.int().nullable(),
  inDoubtOrders: z.int().nullable(),
  openBreaks: z.int(),
})
export type Totals = z.output<typeof totals>

const accountSummary = z.object({
  accountId,
  name: z.string(),
  venueId,
  mode: z.enum(ACCOUNT_MODES),
  status: z.enum(ACCOUNT_STATUSES),
  tradingState: z.enum(TRADING_STATES),
  booksState: z.enum(BOOKS_STATES),
  lastProvenAt: time.nullable(),
  totals,
})

/** The firm, its clients and their accounts; each level's totals are the sums of the level below. */
export const overviewCodec = z.object({
  asOfAt: time,
  currency: assetId,
  totals,
  clients: z
    .array(
      z.object({
        clientId,
        name: z.string(),
        stripe: z.int(),
        status: z.enum(CLIENT_STATUSES),
        totals,
        accounts: z.array(accountSummary).readonly(),
      }),
    )
    .readonly(),
})
export type Overview = z.output<typeof overviewCodec>

/** How the house itself is. */
export const systemCodec = z.object({
  asOfAt: time,
  version: z.string(),
  processes: z
    .array(
      z.object({
        process: z.string(),
        instance: z.string(),
        state: z.enum(['ok', 'degraded', 'down']),
        startedAt: time,
        beatAt: time,
        detail: z.record(z.string(), z.unknown()),
      }),
    )
    .readonly(),
  accounts: z
    .array(
      z.object({
        accountId,
        accountName: z.string(),
        clientName: z.string(),
        leaseHolder: z.string().nullable(),
        leaseToken: z.int().nullable(),
        leaseExpiresAt: time.nullable(),
        reconciledAt: time.nullable(),
        booksState: z.enum(BOOKS_STATES),
      }),
    )
    .readonly(),
  markets: z
    .array(z.object({ venueId, instruments: z.int(), newestQuoteAt: time.nullable() }))
    .readonly(),
  /** What waits for a word, an attempt or a hand; how old the backups are. */
  safety: z.object({
    /** On their way or in doubt. */
    ordersInDoubt: z.int(),
    ordersQuarantined: z.int(),
    oldestSentAt: time.nullable(),
    alertsStanding: z.int(),
    messagesWaiting: z.int(),
    oldestDueAt: time.nullable(),
    messagesDead: z.int(),
    backedUpAt: time.nullable(),
    backupVerifiedAt: time.nullable(),
    /** Why the newest backup failed; null when it did not. */
    backupFailure: z.string().nullable(),
  }),
  /** How far each venue's clock and ours are apart, as runners measured it. */
  clocks: z.array(z.object({ venue: z.string(), offsetMs: z.number() })).readonly(),
  /** Circuits that are not closed. */
  circuits: z
    .array(
      z.object({
        venue: z.string(),
        /** place, read or cancel. */
        kind: z.string(),
        /** Whose way to the venue it is. */
        account: accountId.nullable(),
        state: z.string(),
        sinceAt: time.nullable(),
      }),
    )
    .readonly(),
  database: z.object({
    version: z.string(),
    sizeBytes: z.int(),
    connections: z.int(),
    connectionsMax: z.int(),
  }),
})
export type SystemView = z.output<typeof systemCodec>
