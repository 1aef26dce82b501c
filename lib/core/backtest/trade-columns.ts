/** What figures need of closed trades, oldest first, one value for each: no object has to be made of any. */
export type TradeColumns = {
  readonly pnl: Float64Array
  /** NaN for a trade without a stop. */
  readonly r: Float64Array
  readonly fees: Float64Array
  readonly heldMs: Float64Array
}

/** What they are made of; a `Trade` says what each is. */
export type TradeFigures = {
  readonly pnl: number
  readonly r: number | null
  readonly fees: number
  readonly entryTime: number
  readonly exitTime: number
}

export function makeTradeColumns(length: number): TradeColumns {
  const column = () => new Float64Array(length)
  return { pnl: column(), r: column(), fees: column(), heldMs: column() }
}

export function columnsOfTrades(trades: readonly TradeFigures[]): TradeColumns {
  const columns = makeTradeColumns(trades.length)
  trades.forEach(({ pnl, r, fees, entryTime, exitTime }, i) => {
    columns.pnl[i] = pnl
    columns.r[i] = r ?? Number.NaN
    columns.fees[i] = fees
    columns.heldMs[i] = exitTime - entryTime
  })
  return columns
}
