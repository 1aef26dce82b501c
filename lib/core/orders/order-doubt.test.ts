import { describe, expect, test } from 'vitest'
import { unixMsOf } from '#core/time/time.ts'
import { ACKNOWLEDGED_WITHIN_MS, settlingOf } from './order-doubt.ts'
import type { OrderState } from './order-state.ts'

const SENT_AT = unixMsOf(1_000_000)
const order = (state: OrderState, over: { cancelRequestedAt?: typeof SENT_AT } = {}) => ({
  state,
  createdAt: SENT_AT,
  claimedAt: SENT_AT,
  sentAt: SENT_AT,
  cancelRequestedAt: over.cancelRequestedAt ?? null,
  replaceRequestedAt: null,
})
const later = (ms: number) => unixMsOf(SENT_AT + ms)

describe('an order that was sent', () => {
  test('is in flight until the venue’s time for it is over, and in doubt from then on', () => {
    expect(settlingOf(order('NEW'), later(60_000))).toBe('inFlight')
    expect(settlingOf(order('SENDING'), later(ACKNOWLEDGED_WITHIN_MS - 1))).toBe('inFlight')
    expect(settlingOf(order('SENDING'), later(ACKNOWLEDGED_WITHIN_MS))).toBe('inDoubt')
    expect(settlingOf(order('QUARANTINED'), later(0))).toBe('inDoubt')
  })

  test('is settled once acknowledged, and in flight again while a cancel is', () => {
    expect(settlingOf(order('WORKING'), later(0))).toBe('settled')
    expect(settlingOf(order('WORKING', { cancelRequestedAt: SENT_AT }), later(0))).toBe('inFlight')
    expect(settlingOf(order('CANCELED', { cancelRequestedAt: SENT_AT }), later(0))).toBe('settled')
  })
})
