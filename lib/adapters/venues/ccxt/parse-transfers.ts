import { z } from 'zod'
import { assetIdOf } from '#core/market/instrument.ts'
import { add, negate, parseAmount, zeroAmount } from '#core/money/money.ts'
import { unixMsOf } from '#core/time/time.ts'
import type { VenueTransfer } from '#ports/venue.ts'
import { amountOr } from './parse.ts'

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/)
const transactionShape = z.object({
  id: z.string().min(1),
  type: z.enum(['deposit', 'withdrawal']),
  currency: z.string(),
  amount: decimal,
  status: z.string().nullish(),
  timestamp: z.number().int(),
  fee: z.object({ cost: decimal.nullish(), currency: z.string().nullish() }).nullish(),
  info: z.unknown(),
})

/**
 * Reads a deposit or withdrawal in ccxt's unified form; null until it has moved the balance. A withdrawal
 * under way has left the balance already, a pending deposit has not arrived.
 */
export function parseTransfer(value: unknown): VenueTransfer | null {
  const transaction = transactionShape.parse(value)
  const hasMoved = transaction.status === 'ok' || transaction.type === 'withdrawal'
  const isUndone = transaction.status === 'canceled' || transaction.status === 'failed'
  if (!hasMoved || isUndone) return null
  const amount = parseAmount(transaction.amount)
  return {
    kind: transaction.type,
    venueTransferId: transaction.id,
    asset: assetIdOf(transaction.currency),
    amount: transaction.type === 'deposit' ? amount : negate(amount),
    feeAmount: amountOr(transaction.fee?.cost, zeroAmount),
    venueAt: unixMsOf(transaction.timestamp),
    message: transaction.info,
  }
}

const id = z.union([z.string(), z.number()]).transform(String)
const dustShape = z.object({
  userAssetDribblets: z.array(
    z.object({
      operateTime: z.coerce.number().int(),
      transId: id,
      totalTransferedAmount: decimal,
      userAssetDribbletDetails: z.array(z.object({ fromAsset: z.string(), amount: decimal })),
    }),
  ),
})
/** What Binance converts dust to. */
const DUST_TARGET = assetIdOf('BNB')

/** Reads Binance's dust log: each conversion is one line per asset given and one for what was received. */
export function parseDust(value: unknown): VenueTransfer[] {
  return dustShape.parse(value).userAssetDribblets.flatMap((dust) => {
    const line = (asset: VenueTransfer['asset'], amount: VenueTransfer['amount']) => ({
      kind: 'dust' as const,
      venueTransferId: dust.transId,
      asset,
      amount,
      feeAmount: zeroAmount,
      venueAt: unixMsOf(dust.operateTime),
      message: dust,
    })
    return [
      ...givenIn(dust.userAssetDribbletDetails).map(([asset, amount]) =>
        line(assetIdOf(asset), negate(amount)),
      ),
      line(DUST_TARGET, parseAmount(dust.totalTransferedAmount)),
    ]
  })
}

function givenIn(details: readonly { readonly fromAsset: string; readonly amount: string }[]) {
  const given = new Map<string, VenueTransfer['amount']>()
  for (const { fromAsset, amount } of details) {
    given.set(fromAsset, add(given.get(fromAsset) ?? zeroAmount, parseAmount(amount)))
  }
  return [...given]
}
