import type { BacktestResultView, BacktestTradeView } from '#api/codecs/research.ts'
import { type RunBarsView, runBarsPerPage } from '#api/codecs/run-bars.ts'

/** So many bars a replay shows at once. */
export const REPLAY_SHOWN = 120

export type ReplayBar = {
  readonly openAt: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
}

/** A run as it stood when a bar had closed: nothing in it was unknown then. */
export type ReplayState = {
  /** When that was. */
  readonly at: number
  /** The newest bars, the last of them just closed. */
  readonly bars: readonly ReplayBar[]
  /** Trades that had been left, oldest first. */
  readonly closed: readonly BacktestTradeView[]
  /** The position that was held; how it ended is not told. */
  readonly held: HeldTrade | null
  /** The newest point of the curve by then. */
  readonly equity: BacktestResultView['equity'][number] | null
}

export type HeldTrade = Pick<BacktestTradeView, 'entryTime' | 'side' | 'quantity' | 'entryPrice'>

export type Replayed = Pick<BacktestResultView, 'trades' | 'equity'>

/** What was known at the close of the bar that opens at `openAt`. What happened within a bar is known at its close. */
export function replayStateAt(
  { trades, equity }: Replayed,
  bars: readonly ReplayBar[],
  { openAt, timeframeMs }: { readonly openAt: number; readonly timeframeMs: number },
): ReplayState {
  const at = openAt + timeframeMs
  const end = bars.findLastIndex((bar) => bar.openAt <= openAt) + 1
  const open = trades.find(({ entryTime, exitTime }) => entryTime < at && exitTime >= at)
  return {
    at,
    bars: bars.slice(Math.max(0, end - REPLAY_SHOWN), end),
    closed: trades.filter(({ exitTime }) => exitTime < at),
    held: open === undefined ? null : heldOf(open),
    equity: equity.findLast((point) => point.at <= at) ?? null,
  }
}

function heldOf({ entryTime, side, quantity, entryPrice }: BacktestTradeView): HeldTrade {
  return { entryTime, side, quantity, entryPrice }
}

/** The bars of pages that follow each other. */
export function replayBarsOf(pages: readonly RunBarsView[]): readonly ReplayBar[] {
  return pages.flatMap(({ openAt, ...columns }) =>
    openAt.map((at, i) => ({
      openAt: at,
      // Columns are of equal length.
      open: columns.open[i] ?? Number.NaN,
      high: columns.high[i] ?? Number.NaN,
      low: columns.low[i] ?? Number.NaN,
      close: columns.close[i] ?? Number.NaN,
    })),
  )
}

export type ReplaySpan = {
  readonly firstAt: number
  /** When the last bar closed. */
  readonly lastAt: number
  readonly timeframeMs: number
}

/** How many bars there would be without a gap: a replay's place is one of them. */
export function slotsOf({ firstAt, lastAt, timeframeMs }: ReplaySpan): number {
  return Math.max(1, Math.round((lastAt - firstAt) / timeframeMs))
}

/** The place of the bar in which a time lies; the ends hold. */
export function slotAt(span: ReplaySpan, at: number): number {
  const slot = Math.floor((at - span.firstAt) / span.timeframeMs)
  return Math.max(0, Math.min(slotsOf(span) - 1, slot))
}

/** The pages that a place needs: its own, the one before while that is still seen, and the next in good time. */
export function pagesAround(span: ReplaySpan, slot: number): readonly number[] {
  const length = runBarsPerPage(span.timeframeMs)
  const page = Math.floor(slot / length)
  const within = slot - page * length
  const hasNext = (page + 1) * length < slotsOf(span)
  return [
    ...(page > 0 && within < REPLAY_SHOWN ? [page - 1] : []),
    page,
    ...(hasNext && length - within <= REPLAY_SHOWN ? [page + 1] : []),
  ]
}

/** What a page spans: [from, to). */
export function pageSpan(
  { firstAt, lastAt, timeframeMs }: ReplaySpan,
  page: number,
): { readonly from: number; readonly to: number } {
  const length = runBarsPerPage(timeframeMs) * timeframeMs
  const from = firstAt + page * length
  return { from, to: Math.min(from + length, lastAt) }
}

/** The place that many bars on, or back for fewer than none: gaps are stepped over, the ends hold. */
export function stepFrom(
  bars: readonly ReplayBar[],
  span: ReplaySpan,
  { slot, steps }: { readonly slot: number; readonly steps: number },
): number {
  const { firstAt, timeframeMs } = span
  const openAt = firstAt + slot * timeframeMs
  const here = bars.findLastIndex((bar) => bar.openAt <= openAt)
  const target = bars[here + steps]
  const wanted =
    here === -1 || target === undefined ? slot + steps : (target.openAt - firstAt) / timeframeMs
  return slotAt(span, firstAt + Math.round(wanted) * timeframeMs)
}
