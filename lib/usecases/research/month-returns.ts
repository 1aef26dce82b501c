import type { BacktestResultView } from '#api/codecs/research.ts'
import { type Bars, closeTimeOf } from '#core/market/bars.ts'
import { monthOf } from '#core/time/month.ts'

type Month = BacktestResultView['months'][number]

const MONTH_LENGTH = '2026-11'.length

/** What each calendar month in UTC made of what it began with; the first begins with the cash. */
export function monthReturns(
  bars: Bars,
  equity: Float64Array,
  cash: number,
): BacktestResultView['months'] {
  const months: Month[] = []
  let before = cash
  let from = 0
  while (from < bars.length) {
    // A bar that closes at midnight is the last of the month before: it counts by its last moment.
    const month = new Date(closeTimeOf(bars, from) - 1).toISOString().slice(0, MONTH_LENGTH)
    const next = firstClosingAfter(bars, from, monthOf(month).toAt)
    // Not before `from`, and within the column.
    const end = equity[next - 1] as number
    months.push({ month, returned: end / before - 1 })
    before = end
    from = next
  }
  return months
}

/** The first bar from `from` on that closes after `at`; the number of bars when none does. */
function firstClosingAfter(bars: Bars, from: number, at: number): number {
  let low = from
  let high = bars.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (closeTimeOf(bars, middle) > at) high = middle
    else low = middle + 1
  }
  return low
}
