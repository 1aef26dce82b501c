import * as z from 'zod'
import { LEDGER_KINDS } from '#core/ledger/posting.ts'
import { TERM_OPERATORS } from '#core/ledger/receipt-terms.ts'
import { bookId, transactionId } from './id.ts'
import { assetId } from './market.ts'
import { amount } from './money.ts'
import { valueCodec } from './portfolio.ts'
import { receiptSubject } from './receipt-subject.ts'
import { time } from './time.ts'

/** A number of the formula; `source` is the receipt of that number. Null is not known, never 0. */
const term = z.object({
  operator: z.enum(TERM_OPERATORS),
  label: z.string(),
  value: amount.nullable(),
  unit: z.string(),
  note: z.string().nullable(),
  source: receiptSubject.nullable(),
})
export type ReceiptTermView = z.output<typeof term>

const posting = z.object({
  transactionId,
  bookId,
  asset: assetId,
  kind: z.enum(LEDGER_KINDS),
  amount,
})

/** What the venue itself said, as it came, and the request of ours that it belongs to. */
const venueWord = z.object({
  orderId: z.string().nullable(),
  tradeId: z.string().nullable(),
  requestId: z.string().nullable(),
  message: z.record(z.string(), z.unknown()).nullable(),
})
export type VenueWord = z.output<typeof venueWord>

/** One thing that moved the number: by how much, what it was afterwards, and the evidence for it. */
const line = z.object({
  id: z.string(),
  kind: z.enum(['fill', 'transfer', 'adjustment', 'hold', 'release', 'order']),
  label: z.string(),
  /** At the venue, or when it took effect. */
  at: time,
  recordedAt: time,
  change: amount,
  running: amount,
  source: receiptSubject.nullable(),
  postings: z.array(posting).readonly(),
  venue: venueWord.nullable(),
})
export type ReceiptLine = z.output<typeof line>

/** Oldest first. Everything before is one line: how many (null: more than are counted) and what they came to. */
const history = z.object({
  title: z.string(),
  unit: z.string(),
  earlier: z.object({ count: z.int().nullable(), sum: amount, before: z.string() }).nullable(),
  lines: z.array(line).readonly(),
})
export type ReceiptHistory = z.output<typeof history>

/** Where a number comes from: its formula with values, what moved it, and the venue's own words. */
export const receiptCodec = z.object({
  subject: receiptSubject,
  title: z.string(),
  about: z.string(),
  asOfAt: time,
  isNow: z.boolean(),
  unit: z.string(),
  /** In words, as the terms come: `quantity × mark − cost`. */
  formula: z.string(),
  terms: z.array(term).readonly(),
  result: valueCodec,
  notes: z.array(z.string()).readonly(),
  history: history.nullable(),
})
export type ReceiptView = z.output<typeof receiptCodec>
