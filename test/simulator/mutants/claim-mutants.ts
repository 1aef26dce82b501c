import type { Mutant } from './mutant.ts'

/** What makes a claim and its request one of a kind. */
export const CLAIM_MUTANTS: readonly Mutant[] = [
  {
    name: 'sent-before-claimed',
    defect: 'the request leaves before its claim has committed',
    patches: [
      {
        file: 'lib/usecases/orders/claim-orders.ts',
        find: '    if (claimed.length === 0 && late.length === 0) return []\n',
        replace:
          '    if (claimed.length === 0 && late.length === 0) return []\n    for (const order of claimed) void ctx.venue.placeOrder({ ...order, requestId: order.id })\n',
      },
    ],
  },
  {
    name: 'timestamp-at-send',
    defect: 'the request carries the time of its sending, so a freeze makes it fresh again',
    patches: [
      {
        file: 'lib/usecases/orders/submit-order.ts',
        find: 'ctx.venue.placeOrder(requestOf(order))',
        replace:
          'ctx.venue.placeOrder({ ...requestOf(order), claimedAt: ctx.clock.now(), validUntil: (ctx.clock.now() + 5_000) as typeof order.createdAt })',
      },
    ],
  },
  {
    name: 'posted-twice',
    defect: 'an order whose answer was lost is sent a second time',
    patches: [
      {
        file: 'lib/usecases/orders/submit-order.ts',
        find: 'const outcome = await ctx.venue.placeOrder(requestOf(order))',
        replace:
          "let outcome = await ctx.venue.placeOrder(requestOf(order))\n  if (outcome.kind === 'unknown') outcome = await ctx.venue.placeOrder({ ...requestOf(order), claimedAt: ctx.clock.now(), validUntil: (ctx.clock.now() + 5_000) as typeof order.createdAt })",
      },
    ],
  },
  {
    name: 'no-fencing',
    defect: 'a claim does not look whether its lease is still its own',
    patches: [
      {
        file: 'test/simulator/store/sim-tx.ts',
        find: 'lease.token === wish.lease.token &&\n    lease.expiresAt > now + wish.sendWindowMs',
        replace: 'now > 0',
      },
      {
        file: 'test/simulator/store/sim-tx.ts',
        find: 'lease.holder === wish.lease.holder &&',
        replace: 'wish.lease.holder.length > 0 &&',
      },
    ],
  },
  {
    name: 'lease-not-locked',
    defect: 'a lease may be taken over while a claim under it is open',
    patches: [
      {
        file: 'test/simulator/store/sim-order-path-tx.ts',
        find: "      await connection.lock(session, leaseLock(accountId, 'shared'))\n",
        replace: '',
      },
    ],
  },
  {
    name: 'sent-however-old',
    defect: 'an order that waited for minutes is sent into another market',
    patches: [
      {
        file: 'lib/usecases/orders/claim-orders.ts',
        find: 'claimedAt - createdAt > UNSENT_MS_MAX',
        replace: 'claimedAt < createdAt - UNSENT_MS_MAX',
      },
    ],
  },
]
