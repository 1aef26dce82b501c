import type { PerformanceRange } from '#api/codecs/performance.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/performance.ts'
import { type EquityPoint, performanceOf, sumPoints } from '#core/portfolio/performance.ts'
import { DAY_MS, MINUTE_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import { type AccountPoint, readEquityPoints, readFirstEquityAt } from '#store/equity-points.ts'
import type { Context } from '#usecases/context.ts'
import { requireVisible } from '#usecases/require-visible.ts'
import { VALUATION_CURRENCY } from '#usecases/valuation/open-valuer.ts'

const RANGE_MS: Readonly<Record<PerformanceRange, number>> = {
  '1d': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '90d': 90 * DAY_MS,
}
/** A curve is as fine as a screen shows; equity is written once a minute. */
const STEPS_MAX = 288

/**
 * Equity of the firm, a client or an account over a range that ends now and begins no earlier than it was first
 * written down. Accounts that are archived are left out
 * of all of it. NOT_FOUND for whom the caller may not see.
 */
export function getPerformance(
  ctx: Pick<Context, 'db' | 'clock'>,
  { range, ...whose }: HandlerInput<typeof api.getPerformance>,
): Promise<HandlerResult<typeof api.getPerformance>> {
  const toAt = ctx.clock.now()
  return ctx.db.read(async (tx) => {
    await requireVisible(tx, whose)
    const begunAt = (await readFirstEquityAt(tx, whose)) ?? toAt
    const fromAt = unixMsOf(Math.max(toAt - RANGE_MS[range], begunAt))
    const span = { fromAt, toAt, stepMs: stepOf(toAt - fromAt) }
    const points = await readEquityPoints(tx, { ...whose, ...span })
    const performance = performanceOf(steppedSums(points, span))
    return { range, currency: VALUATION_CURRENCY, fromAt, toAt, ...performance }
  })
}

/** In whole minutes: a young desk's curve is as fine as its minutes. */
function stepOf(spanMs: number): number {
  return Math.max(1, Math.ceil(spanMs / STEPS_MAX / MINUTE_MS)) * MINUTE_MS
}

/** At the end of every step, what all accounts were worth together: each by its last point until then. */
function steppedSums(
  points: readonly AccountPoint[],
  { fromAt, toAt, stepMs }: { fromAt: UnixMs; toAt: UnixMs; stepMs: number },
): readonly EquityPoint[] {
  const newest = new Map<string, EquityPoint>()
  const sums: EquityPoint[] = []
  let next = 0
  for (let end: number = fromAt; ; end = Math.min(end + stepMs, toAt)) {
    for (let point = points[next]; point !== undefined && point.at <= end; point = points[next]) {
      newest.set(point.accountId, point)
      next += 1
    }
    if (newest.size > 0) sums.push(sumPoints(unixMsOf(end), [...newest.values()]))
    if (end >= toAt) return sums
  }
}
