import { SIDE } from '#core/matching/book-sink.ts'
import { quoteUnits } from '../instruments.ts'
import type { Account } from './account.ts'
import { type OrderSide, remainingLots, type SelfTradeMode } from './order.ts'
import type { TradingBook } from './trading-book.ts'

/** A market order is priced against at most this many levels. */
export const SWEEP_LEVELS_MAX = 5_000

export type Sweep = { readonly lots: number; readonly cost: bigint }

export type SweepInput = {
  readonly book: TradingBook
  readonly account: Account
  readonly side: OrderSide
  readonly selfTrade: SelfTradeMode
}

const levels = new Float64Array(SWEEP_LEVELS_MAX * 2)

/** What taking `lots` from the book would cost now; `lots` stays as asked even where the book holds less. */
export function sweepByLots(input: SweepInput, lots: number): Sweep {
  let open = lots
  let cost = 0n
  for (const [ticks, available] of levelsFor(input)) {
    const taken = Math.min(open, available)
    cost += quoteUnits(input.book.instrument, ticks, taken)
    open -= taken
    if (open === 0) break
  }
  return { lots, cost }
}

/** How many lots a quote amount buys (or must be sold to raise it), never costing more than the amount. */
export function sweepByQuote(input: SweepInput, amount: bigint): Sweep {
  let open = amount
  let lots = 0
  for (const [ticks, available] of levelsFor(input)) {
    const price = quoteUnits(input.book.instrument, ticks, 1)
    const affordable = open / price
    const taken = affordable < BigInt(available) ? Number(affordable) : available
    open -= price * BigInt(taken)
    lots += taken
    if (taken < available) break
  }
  return { lots, cost: amount - open }
}

/** The other side's levels, best first, without the account's own orders where those would be expired. */
function* levelsFor(input: SweepInput): Generator<readonly [ticks: number, lots: number]> {
  const side = input.side === 'BUY' ? SIDE.SELL : SIDE.BUY
  const count = input.book.book.depth(side, SWEEP_LEVELS_MAX, levels)
  const own = input.selfTrade === 'NONE' ? new Map<number, number>() : ownLots(input)
  for (let i = 0; i < count; i++) {
    const ticks = levels[2 * i] ?? 0
    const lots = (levels[2 * i + 1] ?? 0) - (own.get(ticks) ?? 0)
    if (lots > 0) yield [ticks, lots]
  }
}

function ownLots(input: SweepInput): Map<number, number> {
  const own = new Map<number, number>()
  for (const order of input.account.openOrders.values()) {
    const { symbol, side, priceTicks } = order.terms
    const isOpposite = symbol === input.book.instrument.symbol && side !== input.side
    if (!isOpposite || !order.isWorking) continue
    own.set(priceTicks, (own.get(priceTicks) ?? 0) + remainingLots(order))
  }
  return own
}
