import type { Mutant } from './mutant.ts'

const FILE = 'lib/usecases/orders/resolve-order.ts'
const SETTLES = 'windowMs + timestampToleranceMs + engineTimeoutMs + readLagMs + SETTLE_MARGIN_MS'

function settleMs(name: string, defect: string, replace: string): Mutant {
  return { name, defect, patches: [{ file: FILE, find: SETTLES, replace }] }
}

/** The settle horizon, one term short at a time. */
export const SETTLE_MUTANTS: readonly Mutant[] = [
  settleMs(
    'no-window-term',
    'the horizon is counted from the claim and forgets the request window',
    '0 * windowMs + timestampToleranceMs + engineTimeoutMs + readLagMs + SETTLE_MARGIN_MS',
  ),
  settleMs(
    'no-tolerance-term',
    'the horizon forgets that clocks differ, and its margin',
    'windowMs + engineTimeoutMs + readLagMs',
  ),
  settleMs(
    'no-engine-term',
    'the horizon forgets how long the engine may take',
    'windowMs + timestampToleranceMs + readLagMs + SETTLE_MARGIN_MS',
  ),
  settleMs(
    'no-lag-term',
    'the horizon forgets how long reads may lag',
    'windowMs + timestampToleranceMs + engineTimeoutMs',
  ),
  {
    name: 'first-not-found-counts',
    defect: 'a read that finds nothing is believed at once',
    patches: [
      {
        file: FILE,
        find: 'const isSettled = ctx.clock.monotonic() > settlesAt',
        replace: 'const isSettled = settlesAt > 0',
      },
    ],
  },
  {
    name: 'settled-by-wall-clock',
    defect: 'the horizon is told by a wall clock, which may jump',
    patches: [
      {
        file: FILE,
        find: 'const isSettled = ctx.clock.monotonic() > settlesAt',
        replace:
          'const isSettled =\n      ctx.clock.now() > (order.claimedAt ?? 0) + settleMs(order, ctx.venue.capabilities)',
      },
    ],
  },
  {
    name: 'network-error-is-not-found',
    defect: 'a venue that cannot be asked is taken to know nothing',
    patches: [
      {
        file: FILE,
        find: 'const first = await ctx.venue.fetchOrder(ref)',
        replace:
          "const first = await ctx.venue.fetchOrder(ref).catch(() => ({ kind: 'notFound' }) as const)",
      },
      {
        file: FILE,
        find: 'await openOrdersAfter(settlesAt)',
        replace: 'await openOrdersAfter(settlesAt).catch(() => [])',
      },
    ],
  },
]
