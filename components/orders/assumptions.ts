import type { HoldBuffers } from '#core/ledger/hold-for-order.ts'

/** What most venues take of a taker at first; the fee of the fill itself is the venue's word. */
export const TAKER_FEE_BPS = 10

/** What the desk holds on top of an order, for the ticket's own foresight; the desk decides again. */
export const HOLD_BUFFERS: HoldBuffers = { marketBps: 100, feeBps: 0 }
