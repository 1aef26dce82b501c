import { type AssetId, parseInstrumentId } from '#core/market/instrument.ts'
import { formatDecimal, isPositive } from '#core/money/money.ts'
import type { LedgerFill, LedgerLine } from '#store/read-statement.ts'

/** A line in words: `Bought 0.5 BTC at 64210.5 USDT`. A note, where there is one, says it better. */
export function describeLine(line: LedgerLine): string {
  if (line.fill !== null) return describeFill(line.fill, line.asset)
  if (line.note !== null) return line.note
  if (line.kind === 'adjustment') return 'Adjustment'
  return isPositive(line.amount) ? 'Transfer in' : 'Transfer out'
}

function describeFill(fill: LedgerFill, asset: AssetId): string {
  const { base, quote } = parseInstrumentId(fill.instrumentId)
  const verb = fill.side === 'buy' ? 'Bought' : 'Sold'
  const trade = `${verb} ${formatDecimal(fill.quantity)} ${base} at ${formatDecimal(fill.price)} ${quote}`
  return asset === base || asset === quote ? trade : `Fee: ${trade}`
}
