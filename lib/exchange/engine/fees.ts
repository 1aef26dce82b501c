import { UNITS_PER_ONE, unitsOf } from '../decimal.ts'
import { baseUnits, type Instrument, quoteUnits } from '../instruments.ts'
import { type Account, freeOf } from './account.ts'
import type { OrderSide } from './order.ts'

export type Fee = { readonly amount: bigint; readonly asset: string }

export type FeeInput = {
  readonly account: Account
  readonly instrument: Instrument
  readonly side: OrderSide
  readonly isMaker: boolean
  readonly priceTicks: number
  readonly lots: number
  /** Quote units of one whole BNB, 0n when it has no price. */
  readonly bnbPrice: bigint
}

/**
 * The commission of one fill, cut to eight decimals: taken from the received asset, or in BNB at a discount when
 * the account says so and holds enough. BNB received by this very fill counts as held.
 */
export function feeForFill(input: FeeInput): Fee {
  const { account, instrument, side, lots, priceTicks } = input
  const rate = unitsOf(input.isMaker ? account.fees.maker : account.fees.taker)
  const asset = side === 'BUY' ? instrument.base : instrument.quote
  const received =
    side === 'BUY' ? baseUnits(instrument, lots) : quoteUnits(instrument, priceTicks, lots)
  const plain = { amount: (received * rate) / UNITS_PER_ONE, asset }
  if (!account.fees.payInBnb) return plain
  const inBnb = bnbFee(input, rate)
  const arriving = asset === 'BNB' ? received : 0n
  if (inBnb === null || freeOf(account, 'BNB') + arriving < inBnb) return plain
  return { amount: inBnb, asset: 'BNB' }
}

/** The fee's quote value at the BNB price, less the discount; null when BNB has no price. */
function bnbFee(input: FeeInput, rate: bigint): bigint | null {
  if (input.bnbPrice === 0n) return null
  const cost = quoteUnits(input.instrument, input.priceTicks, input.lots)
  const share = UNITS_PER_ONE - unitsOf(input.account.fees.bnbDiscount)
  return (cost * rate * share) / (input.bnbPrice * UNITS_PER_ONE)
}
