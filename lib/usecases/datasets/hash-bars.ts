import { createHash } from 'node:crypto'
import { BAR_COLUMNS, type Bars } from '#core/market/bars.ts'

/** SHA-256 of candles as numbers, in hexadecimal: the `data` hash of a backtest over all of them. */
export function hashBars(bars: Bars): string {
  const hash = createHash('sha256').update(`${bars.timeframeMs} ${bars.length}\n`)
  for (const name of BAR_COLUMNS) {
    const { buffer, byteOffset, byteLength } = bars[name]
    hash.update(new Uint8Array(buffer, byteOffset, byteLength))
  }
  return hash.digest('hex')
}
