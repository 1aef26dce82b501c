import { type Bars, makeBars } from '#core/market/bars.ts'
import { marketDataBytes } from './market-data.ts'

/** A file of good candles as it stands: `GOOG_1d_2004-2013`. */
export function realBars(name: string, timeframeMs: number): Bars {
  const text = new TextDecoder().decode(marketDataBytes(`ohlcv/${name}.csv.gz`))
  const rows = text.trimEnd().split('\n').slice(1)
  const bars = makeBars(rows.length, timeframeMs)
  const columns = [bars.openAt, bars.open, bars.high, bars.low, bars.close, bars.volume]
  rows.forEach((row, i) => {
    row.split(',').forEach((cell, column) => {
      const values = columns[column]
      if (values) values[i] = Number(cell)
    })
  })
  return bars
}
