import type { BacktestResult } from '#core/backtest/run-backtest.ts'
import type { Trade } from '#core/backtest/trade-log.ts'
import { type Bars, sliceBars } from '#core/market/bars.ts'

/** A run as it stood when a bar had closed: nothing in it was unknown then. */
export type Replay = {
  readonly bar: number
  /** The bars up to this one. */
  readonly bars: Bars
  readonly equity: Float64Array
  /** Trades that had been closed, oldest first. */
  readonly closed: readonly Trade[]
  /** The position that was held; how it ended is not told. */
  readonly held: HeldTrade | null
  /** What happened in this bar: a trade entered, left, or both. */
  readonly entered: boolean
  readonly left: Trade | null
}

export type HeldTrade = Pick<
  Trade,
  'entryBar' | 'entryTime' | 'side' | 'quantity' | 'entryPrice' | 'signal' | 'tag'
>

type Played = Pick<BacktestResult, 'trades' | 'equity' | 'open'>

/** What was known of a finished run at the close of `bar`. */
export function replayAt(bars: Bars, { trades, equity, open }: Played, bar: number): Replay {
  const count = closedBy(trades, bar)
  const closed = Array.from({ length: count }, (_, k) => trades.at(k))
  const next = count < trades.length ? trades.at(count) : null
  const held = heldAt(bars, next, open, bar)
  const last = closed.at(-1) ?? null
  return {
    bar,
    bars: sliceBars(bars, 0, bar + 1),
    equity: equity.subarray(0, bar + 1),
    closed,
    held,
    entered: held?.entryBar === bar || closed.some(({ entryBar }) => entryBar === bar),
    left: last?.exitBar === bar ? last : null,
  }
}

/** Trades of one instrument end in the order in which they are booked. */
function closedBy(trades: BacktestResult['trades'], bar: number): number {
  let from = 0
  let to = trades.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (trades.at(middle).exitBar <= bar) from = middle + 1
    else to = middle
  }
  return from
}

function heldAt(
  bars: Bars,
  next: Trade | null,
  open: BacktestResult['open'],
  bar: number,
): HeldTrade | null {
  if (next !== null) {
    const { entryBar, entryTime, side, quantity, entryPrice, signal, tag } = next
    if (entryBar > bar) return null
    return { entryBar, entryTime, side, quantity, entryPrice, signal, tag }
  }
  if (open === null || open.entryBar > bar) return null
  return {
    entryBar: open.entryBar,
    entryTime: bars.openAt[open.entryBar]!,
    side: open.quantity > 0 ? 'long' : 'short',
    quantity: Math.abs(open.quantity),
    entryPrice: open.entryPrice,
    signal: null,
    tag: null,
  }
}
