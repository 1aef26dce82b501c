import * as z from 'zod'
import { BOOKS_STATES } from '#core/ledger/books-state.ts'
import { STRIP_STATES } from '#core/ledger/books-strip.ts'
import { accountId, breakId, clientId, reconciliationId } from './id.ts'
import { assetId, instrumentId, venueId } from './market.ts'
import { amount } from './money.ts'
import { time } from './time.ts'

export const BREAK_STATES = ['SUSPECT', 'OPEN', 'UNRESOLVED', 'RESOLVED'] as const

/** One disagreement between our books and a venue's, with its cause and the evidence for it. */
export const breakCodec = z.object({
  id: breakId,
  accountId,
  clientId,
  subject: z.string(),
  cause: z.string(),
  state: z.enum(BREAK_STATES),
  instrumentId: instrumentId.nullable(),
  asset: assetId.nullable(),
  ours: amount.nullable(),
  theirs: amount.nullable(),
  evidence: z.record(z.string(), z.unknown()),
  reads: z.int(),
  cleanReads: z.int(),
  firstSeenAt: time,
  openedAt: time.nullable(),
  lastSeenAt: time,
  acknowledgedAt: time.nullable(),
  resolvedAt: time.nullable(),
  resolution: z.string().nullable(),
})
export type BreakView = z.output<typeof breakCodec>

/** One proof: what was compared, when, and whether the books agreed. */
export const reconciliationCodec = z.object({
  id: reconciliationId,
  accountId,
  startedAt: time,
  finishedAt: time,
  outcome: z.enum(['PROVEN', 'SUSPECT', 'BROKEN', 'FAILED']),
  detail: z.record(z.string(), z.unknown()),
})
export type ReconciliationView = z.output<typeof reconciliationCodec>

/** Whether an account's books are proven now, since when, and what stands against it. */
export const booksCodec = z.object({
  accountId,
  accountName: z.string(),
  clientId,
  clientName: z.string(),
  venueId,
  state: z.enum(BOOKS_STATES),
  lastProvenAt: time.nullable(),
  lastReadAt: time.nullable(),
  breaks: z.array(breakCodec).readonly(),
})
export type BooksView = z.output<typeof booksCodec>

/** A day of proofs of one venue: equal buckets side by side, and what disagreed meanwhile. */
const venueStripCodec = z.object({
  venueId,
  /** How many accounts of the scope trade there. */
  accounts: z.int(),
  lastCheckedAt: time.nullable(),
  runs: z
    .array(z.object({ from: time, to: time, state: z.enum(STRIP_STATES), checks: z.int() }))
    .readonly(),
  /** Those that have not ended, and those that ended within the strip. */
  breaks: z.array(breakCodec).readonly(),
})
export type VenueStrip = z.output<typeof venueStripCodec>

/** The last 24 hours of proofs, in buckets of `stepMs`, [from, to). */
export const booksStripCodec = z.object({
  from: time,
  to: time,
  stepMs: z.int(),
  venues: z.array(venueStripCodec).readonly(),
})
export type BooksStripView = z.output<typeof booksStripCodec>
