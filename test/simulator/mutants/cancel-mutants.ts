import type { Mutant } from './mutant.ts'

/** A cancel is a request, and a fill that comes first wins. */
export const CANCEL_MUTANTS: readonly Mutant[] = [
  {
    name: 'cancel-is-fact',
    defect: 'an order that is no longer open is taken to be canceled as asked',
    patches: [
      {
        file: 'lib/usecases/orders/send-cancel.ts',
        find: "    case 'notOpen':\n      return refresh(ctx, order)\n",
        replace:
          "    case 'notOpen':\n      await closeOrder(ctx, { orderId: order.id, event: { kind: 'canceled' }, reason: 'CANCELED', detail: null })\n      return { kind: 'unknown' }\n",
      },
      {
        file: 'lib/usecases/orders/send-cancel.ts',
        find: "import { applyVenueOrder } from './apply-venue-order.ts'\n",
        replace:
          "import { applyVenueOrder } from './apply-venue-order.ts'\nimport { closeOrder } from './close-order.ts'\n",
      },
    ],
  },
  {
    name: 'replaced-before-its-fills',
    defect: 'a replacement is sized before the last fills of what it replaces are booked',
    patches: [
      {
        file: 'test/simulator/store/sim-tx.ts',
        find: '(closedFilledQuantity !== null && replaced.filledQuantity >= closedFilledQuantity)',
        replace: '(closedFilledQuantity ?? 0n) >= 0n',
      },
    ],
  },
]
