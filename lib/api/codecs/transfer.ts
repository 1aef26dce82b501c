import * as z from 'zod'
import { accountId, bookId, clientId, transferId } from './id.ts'
import { assetId } from './market.ts'
import { amount } from './money.ts'
import { time } from './time.ts'

export const TRANSFER_KINDS = ['deposit', 'withdrawal', 'dust', 'opening'] as const

/** Money that came into a venue account or left it, as the ledger booked it. */
export const transferCodec = z.object({
  id: transferId,
  clientId,
  accountId,
  bookId,
  kind: z.enum(TRANSFER_KINDS),
  asset: assetId,
  /** Signed: positive came in. The fee is not part of it. */
  amount,
  feeAmount: amount,
  /** What it was worth in USDT when it was booked; null where nothing told. */
  costBasis: amount.nullable(),
  venueTransferId: z.string(),
  venueAt: time,
  recordedAt: time,
})
export type TransferView = z.output<typeof transferCodec>
