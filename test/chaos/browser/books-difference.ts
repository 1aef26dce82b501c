import {
  type Amount,
  add,
  isZero,
  negate,
  parseAmount,
  subtract,
  zeroAmount,
} from '#core/money/money.ts'
import type { ExchangeState, VenueTrade } from '../../start-exchange.ts'

/** What our books say of an account, read in one snapshot. */
export type BookedSide = {
  /** 'BTCUSDT 17': symbol and the venue's number of every fill that is booked. */
  readonly trades: ReadonlySet<string>
  /** Available and held of every book, by asset. */
  readonly totals: ReadonlyMap<string, Amount>
}

export type Pair = { readonly base: string; readonly quote: string }

/**
 * In what the books differ from the exchange: every trade that is not booked, and every balance that those trades do
 * not explain. A fill and its money are booked in one transaction, so what is on its way is always a trade, and a
 * balance that trades do not explain is wrong at any moment.
 */
export function differencesOf(
  booked: BookedSide,
  venue: Pick<ExchangeState, 'trades' | 'balances'>,
  pairs: ReadonlyMap<string, Pair>,
): ReadonlySet<string> {
  const unbooked = venue.trades.filter((trade) => !booked.trades.has(nameOf(trade)))
  const explained = new Map(booked.totals)
  for (const trade of unbooked) {
    for (const [asset, amount] of effectsOf(trade, pairs)) {
      explained.set(asset, add(explained.get(asset) ?? zeroAmount, amount))
    }
  }
  return new Set([
    ...unbooked.map((trade) => `trade ${nameOf(trade)}`),
    ...balancesThatDiffer(explained, venue.balances).map((asset) => `balance ${asset}`),
  ])
}

export function nameOf({ symbol, id }: Pick<VenueTrade, 'symbol' | 'id'>): string {
  return `${symbol} ${id}`
}

function effectsOf(trade: VenueTrade, pairs: ReadonlyMap<string, Pair>): [string, Amount][] {
  const pair = pairs.get(trade.symbol)
  if (pair === undefined) throw new Error(`no instrument is called ${trade.symbol}`)
  const [base, quote] = [parseAmount(trade.qty), parseAmount(trade.quoteQty)]
  return [
    [pair.base, trade.isBuyer ? base : negate(base)],
    [pair.quote, trade.isBuyer ? negate(quote) : quote],
    [trade.commissionAsset, negate(parseAmount(trade.commission))],
  ]
}

function balancesThatDiffer(
  explained: ReadonlyMap<string, Amount>,
  balances: ExchangeState['balances'],
): string[] {
  const assets = new Set([...explained.keys(), ...Object.keys(balances)])
  return [...assets].filter((asset) => {
    const { free = '0', locked = '0' } = balances[asset] ?? {}
    const theirs = add(parseAmount(free), parseAmount(locked))
    return !isZero(subtract(theirs, explained.get(asset) ?? zeroAmount))
  })
}
