import { assert } from '#core/assert.ts'
import { type Amount, add, isAbove, isEqual, isPositive, type Quantity } from '#core/money/money.ts'
import { ORDER_TRANSITIONS } from '#core/orders/order-transitions.ts'

export const ORDER_STATES = [
  'AWAITING_APPROVAL',
  'NEW',
  'DENIED',
  'SENDING',
  'WORKING',
  'PARTIALLY_FILLED',
  'FILLED',
  'CANCELED',
  'EXPIRED',
  'REJECTED',
  'NOT_PLACED',
  'QUARANTINED',
] as const
export type OrderState = (typeof ORDER_STATES)[number]

/** What the state machine needs to know of an order. Every Order is one. */
export type OrderFacts = {
  readonly state: OrderState
  readonly quantity: Quantity | null
  readonly quoteAmount: Amount | null
  readonly filledQuantity: Quantity
  readonly filledQuote: Amount
  /** The filled quantity at which the venue says the order is complete; null until it says so. */
  readonly venueFilledQuantity: Quantity | null
}

/** Everything that can happen to an order but its fills; the table says what each means. */
export type NewsKind = keyof typeof ORDER_TRANSITIONS

/**
 * What can happen to an order. `filled` is one fill, told once per fill key; `venueFilled` is the venue's
 * word that the order is complete at a filled quantity. Everything else may be told any number of times.
 */
export type OrderEvent =
  | { readonly kind: NewsKind }
  | { readonly kind: 'filled'; readonly quantity: Quantity; readonly quote: Amount }
  | { readonly kind: 'venueFilled'; readonly quantity: Quantity }

/**
 * `violation`: an invariant does not hold between us and the venue. `facts` are what must be stored all the
 * same (they may be unchanged); the caller counts it and opens a break.
 */
export type OrderMove =
  | { readonly kind: 'moved'; readonly facts: OrderFacts }
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'violation'
      readonly facts: OrderFacts
      readonly reason: OrderViolation
    }

export type OrderViolation =
  /** This event cannot follow this state. */
  | 'EVENT_AGAINST_STATE'
  /** A fill of an order that was never sent, was rejected or was found not to be at the venue. */
  | 'FILL_AGAINST_STATE'
  /** The fills add up to more than was ordered. */
  | 'FILL_ABOVE_ORDER'
  /** The venue names another filled quantity than it did, or than was ordered. */
  | 'VENUE_QUANTITY_AGAINST_ORDER'

const OPEN: readonly OrderState[] = [
  'AWAITING_APPROVAL',
  'NEW',
  'SENDING',
  'WORKING',
  'PARTIALLY_FILLED',
  'QUARANTINED',
]
const IN_DOUBT: readonly OrderState[] = ['SENDING', 'QUARANTINED']
const NOT_AT_VENUE: readonly OrderState[] = [
  'AWAITING_APPROVAL',
  'NEW',
  'DENIED',
  'REJECTED',
  'NOT_PLACED',
]

/** Something may still happen to it; its hold stands. */
export function isOpen(state: OrderState): boolean {
  return OPEN.includes(state)
}

/** Nothing more is expected; a late fill may still come. */
export function isTerminal(state: OrderState): boolean {
  return !isOpen(state)
}

/** It may or may not be at the venue: counts as exposure, is never sent again. */
export function isInDoubt(state: OrderState): boolean {
  return IN_DOUBT.includes(state)
}

/**
 * The order state machine (ARCHITECTURE, "Order states"). Pure; the filled quantity never falls and never
 * exceeds the order. Any order and repetition of one venue story ends in the same facts.
 */
export function applyOrderEvent(facts: OrderFacts, event: OrderEvent): OrderMove {
  if (event.kind === 'filled') return applyFilled(facts, event)
  if (event.kind === 'venueFilled') return applyVenueFilled(facts, event.quantity)
  const { target, isViolation } = transitionFor(event.kind, facts.state)
  const next = { ...facts, state: target }
  if (isViolation) return { kind: 'violation', facts: next, reason: 'EVENT_AGAINST_STATE' }
  return target === facts.state ? { kind: 'unchanged' } : { kind: 'moved', facts: next }
}

type Breach = `!${OrderState}`

const TRANSITIONS: Readonly<Record<NewsKind, Readonly<Record<OrderState, OrderState | Breach>>>> =
  ORDER_TRANSITIONS

function transitionFor(
  kind: NewsKind,
  state: OrderState,
): { readonly target: OrderState; readonly isViolation: boolean } {
  const cell = TRANSITIONS[kind][state]
  return isBreach(cell)
    ? { target: cell.slice(1) as OrderState, isViolation: true }
    : { target: cell, isViolation: false }
}

function isBreach(cell: OrderState | Breach): cell is Breach {
  return cell.startsWith('!')
}

function applyFilled(
  facts: OrderFacts,
  fill: { readonly quantity: Quantity; readonly quote: Amount },
): OrderMove {
  assert(isPositive(fill.quantity), 'a fill has a quantity')
  const raised = {
    ...facts,
    filledQuantity: add(facts.filledQuantity, fill.quantity),
    filledQuote: add(facts.filledQuote, fill.quote),
  }
  if (isAboveOrder(raised)) return { kind: 'violation', facts, reason: 'FILL_ABOVE_ORDER' }
  const next = { ...raised, state: stateAtVenue(raised) }
  return NOT_AT_VENUE.includes(facts.state)
    ? { kind: 'violation', facts: next, reason: 'FILL_AGAINST_STATE' }
    : { kind: 'moved', facts: next }
}

function applyVenueFilled(facts: OrderFacts, quantity: Quantity): OrderMove {
  assert(isPositive(quantity), 'a filled order has a filled quantity')
  const known = facts.venueFilledQuantity ?? facts.quantity
  if (known !== null && !isEqual(known, quantity)) return againstOrder(facts)
  if (facts.venueFilledQuantity !== null) return { kind: 'unchanged' }
  const told = { ...facts, venueFilledQuantity: quantity }
  if (isAboveOrder(told)) return againstOrder(facts)
  const next = { ...told, state: stateAtVenue(told) }
  return NOT_AT_VENUE.includes(facts.state)
    ? { kind: 'violation', facts: next, reason: 'FILL_AGAINST_STATE' }
    : { kind: 'moved', facts: next }
}

function againstOrder(facts: OrderFacts): OrderMove {
  return { kind: 'violation', facts, reason: 'VENUE_QUANTITY_AGAINST_ORDER' }
}

/** The state of an order of which the venue has just told a fill, or that it is complete. */
function stateAtVenue(facts: OrderFacts): OrderState {
  if (isComplete(facts)) return 'FILLED'
  if (isTerminal(facts.state)) return facts.state
  return isPositive(facts.filledQuantity) ? 'PARTIALLY_FILLED' : 'WORKING'
}

/** A buy for a quote amount has no quantity of its own: it is complete when the venue says at what. */
function isComplete({ quantity, venueFilledQuantity, filledQuantity }: OrderFacts): boolean {
  const complete = quantity ?? venueFilledQuantity
  return complete !== null && isEqual(filledQuantity, complete)
}

function isAboveOrder(facts: OrderFacts): boolean {
  const quantityMax = facts.quantity ?? facts.venueFilledQuantity
  if (quantityMax !== null && isAbove(facts.filledQuantity, quantityMax)) return true
  return facts.quoteAmount !== null && isAbove(facts.filledQuote, facts.quoteAmount)
}
