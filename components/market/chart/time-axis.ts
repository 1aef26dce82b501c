/**
 * Where instants lie on a chart whose positions are counted candle by candle. `times` are the open times of
 * all positions, gaps among them, ascending. Between two positions an instant lies in proportion; beyond the
 * ends the axis goes on in steps of a candle.
 */
export function positionOf(times: readonly number[], at: number, stepMs: number): number {
  const [first, last] = [times[0], times.at(-1)]
  if (first === undefined || last === undefined) return 0
  if (at <= first) return (at - first) / stepMs
  if (at >= last) return times.length - 1 + (at - last) / stepMs
  const index = lastAtOrBefore(times, at)
  const [from = at, to = at] = [times[index], times[index + 1]]
  return index + (at - from) / (to - from)
}

/** The instant at a position: the inverse of `positionOf`, to the millisecond. */
export function instantAt(times: readonly number[], position: number, stepMs: number): number {
  const [first, last] = [times[0], times.at(-1)]
  if (first === undefined || last === undefined) return 0
  if (position <= 0) return Math.round(first + position * stepMs)
  const end = times.length - 1
  if (position >= end) return Math.round(last + (position - end) * stepMs)
  const index = Math.floor(position)
  const [from = first, to = first] = [times[index], times[index + 1]]
  return Math.round(from + (position - index) * (to - from))
}

/** The index of the last time at or before an instant; -1 when there is none. */
export function lastAtOrBefore(times: readonly number[], at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? Infinity) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
