import { CANDLE_COLUMNS, type CandleColumn, CandleFileError } from './candle-rows.ts'

/** What the columns are called out there, without case, spaces and signs; earlier names win. */
const NAMES: Readonly<Record<CandleColumn, readonly string[]>> = {
  openAt: [
    'timestampms',
    'opentime',
    'timestamp',
    'time',
    'datetime',
    'date',
    'unix',
    'start',
    't',
    '',
  ],
  open: ['open', 'openprice', 'o'],
  high: ['high', 'highprice', 'max', 'h'],
  low: ['low', 'lowprice', 'min', 'l'],
  close: ['close', 'closeprice', 'last', 'c'],
  volume: ['volume', 'vol', 'basevolume', 'v'],
}

/** Orders in which files without a header are written, the usual first: time, open, high, low, close, volume. */
const ORDERS: readonly (readonly CandleColumn[])[] = [
  CANDLE_COLUMNS,
  ['openAt', 'volume', 'open', 'high', 'low', 'close'],
  ['openAt', 'open', 'close', 'high', 'low', 'volume'],
  ['openAt', 'low', 'high', 'open', 'close', 'volume'],
]

/** What each named column is; null for one that is not read. Throws CandleFileError when one is missing. */
export function columnsOfNames(names: readonly string[]): (CandleColumn | null)[] {
  const plain = names.map((name) => name.toLowerCase().replaceAll(/[^a-z]/g, ''))
  const columns: (CandleColumn | null)[] = names.map(() => null)
  for (const column of CANDLE_COLUMNS) {
    const index = NAMES[column].map((name) => plain.indexOf(name)).find((found) => found !== -1)
    if (index !== undefined) columns[index] = column
  }
  const missing = CANDLE_COLUMNS.filter(
    (column) => !columns.includes(column) && column !== 'volume',
  )
  if (missing.length > 0) {
    const expected = missing.map((column) => (column === 'openAt' ? 'a time' : column)).join(', ')
    throw new CandleFileError(`expected the columns ${expected} too, found "${names.join(',')}"`)
  }
  return columns
}

/** Whether a line of cells names columns rather than holding a candle. */
export function isHeader(cells: readonly string[]): boolean {
  const names = new Set(Object.values(NAMES).flat())
  const named = cells.filter((cell) => {
    const plain = cell.toLowerCase().replaceAll(/[^a-z]/g, '')
    return plain !== '' && names.has(plain)
  })
  return named.length >= 2 || cells.every((cell) => /^[a-z]/i.test(cell))
}

/**
 * The known order in which the fewest of these rows break open, close <= high and >= low; of equal ones the more
 * usual. Rows need not be candles: a file may be faulty throughout.
 */
export function likeliestOrder(rows: readonly (readonly number[])[]): readonly CandleColumn[] {
  let best: readonly CandleColumn[] = CANDLE_COLUMNS
  let fewest = Number.POSITIVE_INFINITY
  for (const order of ORDERS) {
    const [open, high, low, close] = (['open', 'high', 'low', 'close'] as const).map((column) =>
      order.indexOf(column),
    ) as [number, number, number, number]
    const broken = rows.filter((row) => {
      const at = (index: number) => row[index] ?? Number.NaN
      const top = Math.max(at(open), at(close))
      const bottom = Math.min(at(open), at(close))
      return !(at(high) >= top && at(low) <= bottom)
    }).length
    if (broken < fewest) {
      best = order
      fewest = broken
    }
  }
  return best
}
