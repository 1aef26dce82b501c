import { BAR_COLUMNS, type Bars } from '#core/market/bars.ts'

/** Bars in the form of the data sets' files, every digit kept. */
export function csvOfBars(bars: Bars): string {
  const rows = Array.from(bars.openAt, (_, i) => {
    return BAR_COLUMNS.map((column) => bars[column][i]).join(',')
  })
  return ['timestamp_ms,open,high,low,close,volume', ...rows, ''].join('\n')
}
