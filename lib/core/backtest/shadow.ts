import type { BacktestResult } from '#core/backtest/run-backtest.ts'
import type { ExitReason } from '#core/backtest/trade-log.ts'
import type { Bars } from '#core/market/bars.ts'
import { SECOND_MS } from '#core/time/time.ts'

/** An order placed later than this after its bar's close met another price than the one decided on. */
export const LATE_MS = 5 * SECOND_MS
/** Prices and fees closer than this part of themselves are the same: numbers, not money, are compared. */
const SAME = 1e-9

export const SHADOW_CAUSES = [
  'data',
  'signal',
  'fillPrice',
  'slippage',
  'fee',
  'rejected',
  'missed',
  'latency',
] as const
export type ShadowCause = (typeof SHADOW_CAUSES)[number]

/** What came of one decision of a bot. A bot trades long only. */
export type ShadowOrder = {
  readonly kind: 'enter' | 'exit'
  /** Close of the bar at which it was decided. */
  readonly barAt: number
  readonly placedAt: number
  /** Filled, in the base asset; 0 for nothing. */
  readonly quantity: number
  /** Of its first fill, and of all of them on average; NaN where nothing was filled. */
  readonly firstPrice: number
  readonly price: number
  /** In the quote asset. */
  readonly fees: number
  /** Why it was not taken; null where it was. */
  readonly refusal: string | null
  /** Whether today's candles of that time lead to the same decision. */
  readonly isRepeatable: boolean
}

/** One trade, entered and, unless it is still held, left. */
export type ShadowTrade = {
  /** Open of the bar that it was entered in. */
  readonly entryAt: number
  readonly exitAt: number | null
  readonly entryPrice: number
  readonly exitPrice: number | null
  readonly quantity: number
  readonly fees: number
  readonly exitReason: ExitReason | null
}

export type ShadowDifference = {
  readonly cause: ShadowCause
  readonly part: 'entry' | 'exit' | 'fees'
  /** In the quote asset, above 0 where the bot did worse than the backtest; null where there is nothing to compare. */
  readonly cost: number | null
  readonly text: string
}

export type ShadowRow = {
  readonly bot: ShadowTrade | null
  readonly backtest: ShadowTrade | null
  readonly differences: readonly ShadowDifference[]
}

type LiveTrade = ShadowTrade & { readonly enter: ShadowOrder; readonly exit: ShadowOrder | null }

/**
 * A bot's trades beside those of a backtest of the same bars, one by one in the order of their entries, each
 * difference with its cause. Two trades are one where they were entered in the same bar. What the bot decided at the
 * close of the last bar is shown and not compared: a backtest fills it at an open that is not there yet.
 */
export function shadowOf(
  orders: readonly ShadowOrder[],
  { bars, result }: { readonly bars: Bars; readonly result: BacktestResult },
): readonly ShadowRow[] {
  const nextOpen = (at: number) => openFrom(bars, at)
  const live = liveTrades(orders, nextOpen)
  const refused = new Map(
    orders
      .filter(({ quantity }) => quantity === 0)
      .map((order) => [`${order.kind} ${nextOpen(order.barAt)}`, order]),
  )
  const wasRefused = (kind: ShadowOrder['kind'], at: number) => refused.get(`${kind} ${at}`)
  const byEntry = new Map(live.map((trade) => [trade.entryAt, trade]))
  const expected = backtestTrades(bars, result)
  const rows: ShadowRow[] = expected.map((backtest) => {
    const bot = byEntry.get(backtest.entryAt) ?? null
    byEntry.delete(backtest.entryAt)
    const differences =
      bot === null
        ? [whyNot(backtest, { live, refusal: wasRefused('enter', backtest.entryAt) })]
        : [
            ...priceDifferences('entry', bot.enter, backtest.entryPrice),
            ...(isAhead(bars, bot.exitAt) ? [] : exitDifferences(bot, backtest, wasRefused)),
            ...feeDifference(bot, backtest),
          ]
    return { bot: bot && shown(bot), backtest, differences }
  })
  const alone = [...byEntry.values()].map((bot) => ({
    bot: shown(bot),
    backtest: null,
    differences: isAhead(bars, bot.entryAt) ? [] : [decidedAlone('entry', bot.enter)],
  }))
  return [...rows, ...alone].sort((a, b) => entryOf(a) - entryOf(b))
}

/** When the first bar opens at or after a moment; the moment itself where none does yet. */
function openFrom({ openAt }: Bars, at: number): number {
  let from = 0
  let to = openAt.length
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if ((openAt[middle] ?? 0) < at) from = middle + 1
    else to = middle
  }
  return openAt[from] ?? at
}

function isAhead({ openAt }: Bars, at: number | null): boolean {
  return at !== null && at > (openAt.at(-1) ?? Number.NEGATIVE_INFINITY)
}

function entryOf({ bot, backtest }: ShadowRow): number {
  return backtest?.entryAt ?? bot?.entryAt ?? 0
}

function shown({ enter: _enter, exit: _exit, ...trade }: LiveTrade): ShadowTrade {
  return trade
}

/** Entries that were filled, each with what was sold after it: on average, where that took several orders. */
function liveTrades(
  orders: readonly ShadowOrder[],
  nextOpen: (at: number) => number,
): readonly LiveTrade[] {
  const filled = orders.filter(({ quantity }) => quantity > 0).sort((a, b) => a.barAt - b.barAt)
  const entries = filled.filter(({ kind }) => kind === 'enter')
  return entries.map((enter, index) => {
    const until = entries[index + 1]?.barAt ?? Number.POSITIVE_INFINITY
    const exits = filled.filter(
      ({ kind, barAt }) => kind === 'exit' && barAt >= enter.barAt && barAt < until,
    )
    const [exit = null] = exits
    const sold = exits.reduce((sum, { quantity }) => sum + quantity, 0)
    const taken = exits.reduce((sum, { quantity, price }) => sum + quantity * price, 0)
    return {
      enter,
      exit,
      entryAt: nextOpen(enter.barAt),
      exitAt: exit && nextOpen(exit.barAt),
      entryPrice: enter.price,
      exitPrice: exit && taken / sold,
      quantity: enter.quantity,
      fees: [enter, ...exits].reduce((sum, { fees }) => sum + fees, 0),
      exitReason: null,
    }
  })
}

function backtestTrades(bars: Bars, { trades, open }: BacktestResult): readonly ShadowTrade[] {
  const closed = trades.toArray().map(
    (trade): ShadowTrade => ({
      entryAt: trade.entryTime,
      exitAt: trade.exitTime,
      entryPrice: trade.entryPrice,
      exitPrice: trade.exitPrice,
      quantity: trade.quantity,
      fees: trade.fees,
      exitReason: trade.exitReason,
    }),
  )
  if (open === null) return closed
  const { entryPrice, quantity, entryBar } = open
  const entryAt = bars.openAt[entryBar] ?? 0
  const held = { entryAt, entryPrice, quantity, exitAt: null, exitPrice: null, exitReason: null }
  return [...closed, { ...held, fees: Number.NaN }]
}

function whyNot(
  { entryAt }: ShadowTrade,
  { live, refusal }: { live: readonly LiveTrade[]; refusal: ShadowOrder | undefined },
): ShadowDifference {
  const told = { part: 'entry', cost: null } as const
  if (refusal !== undefined) return { ...told, ...rejected(refusal) }
  const held = live.find(
    (trade) => trade.entryAt < entryAt && (trade.exitAt === null || trade.exitAt > entryAt),
  )
  if (held === undefined) return { ...told, ...MISSED }
  return { ...told, cause: 'signal', text: 'The bot still held what it had entered before.' }
}

const MISSED = {
  cause: 'missed',
  text: 'The bot placed no order at this close: it did not run, or another order was under way.',
} as const

function rejected({ refusal }: ShadowOrder) {
  return { cause: 'rejected', text: `The order was refused: ${refusal ?? 'not filled'}.` } as const
}

function decidedAlone(
  part: ShadowDifference['part'],
  { isRepeatable }: ShadowOrder,
): ShadowDifference {
  return isRepeatable
    ? { part, cost: null, cause: 'signal', text: 'What the bot held led it to another decision.' }
    : {
        part,
        cost: null,
        cause: 'data',
        text: 'The candles of today lead to another decision than those that the bot saw.',
      }
}

function priceDifferences(
  part: 'entry' | 'exit',
  order: ShadowOrder,
  expected: number,
): readonly ShadowDifference[] {
  const sign = part === 'entry' ? 1 : -1
  const { firstPrice, price, quantity, placedAt, barAt } = order
  const met = sign * (firstPrice - expected) * quantity
  const walked = sign * (price - firstPrice) * quantity
  const lateMs = placedAt - barAt
  const isLate = lateMs > LATE_MS
  const differences: ShadowDifference[] = []
  if (!isSame(firstPrice, expected)) {
    const text = isLate
      ? `The order was placed ${Math.round(lateMs / SECOND_MS)} s after the close.`
      : `The market stood at ${firstPrice}, the next bar opened at ${expected}.`
    differences.push({ part, cause: isLate ? 'latency' : 'fillPrice', cost: met, text })
  }
  if (!isSame(firstPrice, price)) {
    const text = `Filled from ${firstPrice} on, at ${price} on average.`
    differences.push({ part, cause: 'slippage', cost: walked, text })
  }
  return differences
}

function exitDifferences(
  bot: LiveTrade,
  backtest: ShadowTrade,
  wasRefused: (kind: ShadowOrder['kind'], at: number) => ShadowOrder | undefined,
): readonly ShadowDifference[] {
  const { exit, exitAt, exitPrice } = bot
  const told = { part: 'exit', cost: costOf(exitPrice, backtest) } as const
  if (exit === null && backtest.exitAt === null) return []
  if (backtest.exitAt === null) return exit === null ? [] : [decidedAlone('exit', exit)]
  if (exitAt !== null && exit !== null && exitAt < backtest.exitAt) {
    return [{ ...decidedAlone('exit', exit), cost: told.cost }]
  }
  if (backtest.exitReason !== 'signal' && exit !== null) {
    const text = `The ${backtest.exitReason} was met within a bar; a bot closes at its close.`
    return [{ ...told, cause: 'latency', text }]
  }
  if (exit !== null && exitAt === backtest.exitAt && backtest.exitPrice !== null) {
    return priceDifferences('exit', { ...exit, price: exitPrice ?? exit.price }, backtest.exitPrice)
  }
  const refusal = wasRefused('exit', backtest.exitAt)
  return [{ ...told, ...(refusal === undefined ? MISSED : rejected(refusal)) }]
}

function costOf(exitPrice: number | null, backtest: ShadowTrade): number | null {
  if (exitPrice === null || backtest.exitPrice === null) return null
  return (backtest.exitPrice - exitPrice) * backtest.quantity
}

/** Of trades that both left; the fees of one that is held are not all paid. */
function feeDifference(bot: LiveTrade, backtest: ShadowTrade): readonly ShadowDifference[] {
  if (bot.exit === null || backtest.exitAt === null || isSame(bot.fees, backtest.fees)) return []
  const text = `Fees of ${bot.fees} were taken, ${backtest.fees} were expected.`
  return [{ part: 'fees', cause: 'fee', cost: bot.fees - backtest.fees, text }]
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b))
}
