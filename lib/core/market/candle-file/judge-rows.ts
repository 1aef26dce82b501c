import type { CandleRows } from './candle-rows.ts'
import type { FindingList } from './finding-list.ts'

/**
 * Which rows are candles (1) and which are not (0), with what is wrong with the others. A row that cannot be a
 * candle is left out, never mended.
 */
export function judgeRows(rows: CandleRows, findings: FindingList): Uint8Array {
  const isCandle = new Uint8Array(rows.length)
  for (let i = 0; i < rows.length; i++)
    isCandle[i] = isGoodRow(rows, i) ? 1 : accuse(rows, i, findings)
  findings.addCounted('UNREAD_TIME', rows.unreadTimes, unread(rows, true))
  findings.addCounted('UNREAD_CELL', rows.unreadCells, unread(rows, false))
  return isCandle
}

/** One comparison after the other, each false for NaN: a million rows take milliseconds. */
function isGoodRow({ openAt, open, high, low, close, volume }: CandleRows, i: number): boolean {
  const o = open[i] as number
  const h = high[i] as number
  const l = low[i] as number
  const c = close[i] as number
  const isOrdered = l > 0 && l <= o && l <= c && h >= o && h >= c
  return isOrdered && (volume[i] as number) >= 0 && (openAt[i] as number) >= 0
}

function accuse(rows: CandleRows, i: number, findings: FindingList): 0 {
  const line = rows.line[i] as number
  const prices = [rows.open[i], rows.high[i], rows.low[i], rows.close[i]] as number[]
  const cells = [...prices, rows.volume[i] as number]
  const found = cells.join(' ')
  if (prices.includes(0)) findings.add('ZERO_PRICE', line, found)
  for (const cell of cells) if (cell < 0) findings.add('NEGATIVE_CELL', line, String(cell))
  const [open, high, low, close] = prices as [number, number, number, number]
  // Comparisons with NaN are false: a row with an unread price is not accused twice.
  const isBroken = high < Math.max(open, close) || low > Math.min(open, close) || high < low
  if (isBroken && !prices.some(Number.isNaN)) findings.add('OHLC_VIOLATION', line, found)
  return 0
}

function unread({ unreadExamples }: CandleRows, isTime: boolean) {
  return unreadExamples
    .filter(({ column }) => (column === 'openAt') === isTime)
    .map(({ line, column, found }) => ({ line, found: `${column} ${JSON.stringify(found)}` }))
}
