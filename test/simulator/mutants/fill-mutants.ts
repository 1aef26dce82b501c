import type { Mutant } from './mutant.ts'

/** What keeps fills from being lost, doubled or booked to somebody else. */
export const FILL_MUTANTS: readonly Mutant[] = [
  {
    name: 'no-dedupe-key',
    defect: 'a fill that is known is booked again, and nothing in the database minds',
    patches: [
      {
        file: 'lib/usecases/orders/record-news.ts',
        find: "    if (this.#known.hasFill(news.fill)) return { kind: 'known' }\n",
        replace: '',
      },
      {
        file: 'test/simulator/store/apply-changes.ts',
        find: "    demand(!after.has(fillKeyOf(fill)), UNIQUE_VIOLATION, 'fill_key')\n",
        replace: '',
      },
      {
        file: 'test/simulator/store/apply-changes.ts',
        find: 'demand(!keys.has(',
        replace: 'if (kind.length === 0) demand(!keys.has(',
      },
    ],
  },
  {
    name: 'cursor-before-fills',
    defect: 'the cursor moves before the fills that it has read are booked',
    patches: [
      {
        file: 'lib/usecases/orders/sync-fills.ts',
        find: "    total = joined(total, await recordFills(ctx, { fills, source: 'poll' }))\n    after = last.venueTradeId\n    await saveCursor(ctx, { name, position: after })\n",
        replace:
          "    after = last.venueTradeId\n    await saveCursor(ctx, { name, position: after })\n    total = joined(total, await recordFills(ctx, { fills, source: 'poll' }))\n",
      },
    ],
  },
  {
    name: 'fill-without-symbol',
    defect: "a venue's order id is taken to be unique over all of its markets",
    patches: [
      {
        file: 'lib/usecases/orders/known-so-far.ts',
        find: '.filter((order) => order.instrumentId === instrumentId)',
        replace: '.filter((order) => order.instrumentId === instrumentId || venueOrderId !== null)',
      },
      {
        file: 'test/simulator/store/sim-tx.ts',
        find: 'instrumentIds.has(instrumentId) &&',
        replace: 'instrumentId.length > 0 &&',
      },
    ],
  },
  {
    name: 'lagged-read-is-proof',
    defect: 'a fill whose order cannot be read yet is booked as nobody else is its owner',
    patches: [
      {
        file: 'lib/usecases/orders/record-fills.ts',
        find: "  if (order.kind === 'order') return order\n",
        replace: '  if (order.kind.length > 0) return order\n',
      },
    ],
  },
  {
    name: 'balances-without-prefix',
    defect: 'balances are compared with the books as they are now, fills under way or not',
    patches: [
      {
        file: 'lib/usecases/accounts/compare-balances.ts',
        find: 'const changes = recentFills.toSorted(compareFills).map(changeOf)',
        replace: 'const changes = recentFills.slice(0, 0).toSorted(compareFills).map(changeOf)',
      },
    ],
  },
]
