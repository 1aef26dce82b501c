import type { PublicPayload } from '#api/stream.ts'

export const TRADES_SHOWN_MAX = 100

/** A trades frame carries what is new, newest first; the tape keeps the newest hundred. Others replace. */
export function mergeTrades(
  known: PublicPayload | null,
  next: PublicPayload | null,
): PublicPayload | null {
  if (next === null) return known
  if (!('trades' in next) || known === null || !('trades' in known)) return next
  const ids = new Set(next.trades.map((trade) => trade.id))
  const older = known.trades.filter((trade) => !ids.has(trade.id))
  return { trades: [...next.trades, ...older].slice(0, TRADES_SHOWN_MAX) }
}
