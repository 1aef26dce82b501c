import type { Order } from '#core/orders/order.ts'
import { SECOND_MS, type UnixMs } from '#core/time/time.ts'

/** A venue takes a request within this time (Binance's recvWindow) or not at all; then its fate is not known. */
export const ACKNOWLEDGED_WITHIN_MS = 5 * SECOND_MS

type Sending = Pick<
  Order,
  'state' | 'createdAt' | 'claimedAt' | 'sentAt' | 'cancelRequestedAt' | 'replaceRequestedAt'
>

/** `inFlight`: said and not yet acknowledged. `inDoubt`: nobody can say whether the venue has it. */
export type Settling = 'settled' | 'inFlight' | 'inDoubt'

/** What may be said now of an order that was sent, or is about to be. */
export function settlingOf(order: Sending, now: UnixMs): Settling {
  switch (order.state) {
    case 'QUARANTINED':
      return 'inDoubt'
    case 'NEW':
      return 'inFlight'
    case 'SENDING':
      return now >= doubtfulAt(order) ? 'inDoubt' : 'inFlight'
    case 'WORKING':
    case 'PARTIALLY_FILLED':
      return order.cancelRequestedAt !== null || order.replaceRequestedAt !== null
        ? 'inFlight'
        : 'settled'
    default:
      return 'settled'
  }
}

/** From when an order that is still SENDING is in doubt. */
export function doubtfulAt({ createdAt, claimedAt, sentAt }: Sending): UnixMs {
  return ((sentAt ?? claimedAt ?? createdAt) + ACKNOWLEDGED_WITHIN_MS) as UnixMs
}
