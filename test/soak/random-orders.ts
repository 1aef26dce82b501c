import { type Instrument, instrumentIdOf } from '#core/market/instrument.ts'
import { toLotQuantity, toTickPrice } from '#core/market/quantize.ts'
import { type Price, toNumber } from '#core/money/money.ts'
import type { NewOrder } from '#core/orders/order.ts'
import type { TestAccount } from '../builders/firm.ts'
import { paperOrder } from '../running-desk.ts'

/** A stream of numbers in [0, 1) from a seed: mulberry32, T. Ettinger's public domain generator. */
export function seededFractions(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export type QuotedInstrument = {
  readonly instrument: Instrument
  readonly bid: Price
  readonly ask: Price
}

const NOTIONAL_MIN = 20
const NOTIONAL_SPAN = 400
/** Some orders are larger than what rests at the touch, so that they fill in parts. */
const LARGE_PART = 0.04
const LARGE_FACTOR = 60
/** How far from the touch a limit may lie, as a part of the price: some cross, some rest. */
const LIMIT_SPAN = 0.002

/** An order as a restless trader would place it: market, resting, crossing, IOC, FOK or post-only. */
export function randomOrder(
  fraction: () => number,
  { account, markets }: { account: TestAccount; markets: readonly QuotedInstrument[] },
): NewOrder {
  const market = markets[Math.floor(fraction() * markets.length)]
  if (market === undefined) throw new Error('expected at least one market to trade on')
  const { instrument, bid, ask } = market
  const side = fraction() < 0.5 ? 'buy' : 'sell'
  const touch = toNumber(side === 'buy' ? ask : bid)
  const factor = fraction() < LARGE_PART ? LARGE_FACTOR : 1
  const notional = (NOTIONAL_MIN + fraction() * NOTIONAL_SPAN) * factor
  const quantity = toLotQuantity(notional / touch, instrument, 'nearest')
  const id = instrumentIdOf(instrument)
  if (fraction() < 0.35) {
    return paperOrder(account, id, {
      side,
      type: 'market',
      quantity,
      limitPrice: null,
      timeInForce: 'IOC',
    })
  }
  const limit = touch * (1 + (fraction() - 0.5) * LIMIT_SPAN)
  const limitPrice = toTickPrice(limit, instrument, 'nearest')
  const execution = fraction()
  return paperOrder(account, id, {
    side,
    quantity,
    limitPrice,
    timeInForce: execution < 0.15 ? 'IOC' : execution < 0.2 ? 'FOK' : 'GTC',
    postOnly: execution > 0.9,
  })
}
