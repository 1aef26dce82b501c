import type { PerformanceRange } from '#api/codecs/performance.ts'
import type { HandlerInput, HandlerResult } from '#api/endpoint.ts'
import type * as api from '#api/performance.ts'
import { type EquityPoint, performanceOf, sumPoints } from '#core/portfolio/performance.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import { type AccountPoint, readEquityPoints } from '#store/equity-points.ts'
import type { Context } from '#usecases/context.ts'
import { requireVisible } from '#usecases/require-visible.ts'
import { VALUATION_CURRENCY } from '#usecases/valuation/open-valuer.ts'

/** How long a range is and how fine its curve: some two hundred points each. */
const RANGES: Readonly<Record<PerformanceRange, { spanMs: number; stepMs: number }>> = {
  '1d': { spanMs: DAY_MS, stepMs: 5 * MINUTE_MS },
  '7d': { spanMs: 7 * DAY_MS, stepMs: HOUR_MS },
  '30d': { spanMs: 30 * DAY_MS, stepMs: 4 * HOUR_MS },
  '90d': { spanMs: 90 * DAY_MS, stepMs: 12 * HOUR_MS },
}

/**
 * Equity of the firm, a client or an account over a range that ends now. Accounts that are archived are left out
 * of all of it. NOT_FOUND for whom the caller may not see.
 */
export function getPerformance(
  ctx: Pick<Context, 'db' | 'clock'>,
  { range, ...whose }: HandlerInput<typeof api.getPerformance>,
): Promise<HandlerResult<typeof api.getPerformance>> {
  const { spanMs, stepMs } = RANGES[range]
  const toAt = ctx.clock.now()
  const span = { fromAt: unixMsOf(toAt - spanMs), toAt, stepMs }
  return ctx.db.read(async (tx) => {
    await requireVisible(tx, whose)
    const points = await readEquityPoints(tx, { ...whose, ...span })
    const performance = performanceOf(steppedSums(points, span))
    return { range, currency: VALUATION_CURRENCY, fromAt: span.fromAt, toAt, ...performance }
  })
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
