import type { InstrumentQuote } from '#api/codecs/market.ts'
import type { OrderView } from '#api/codecs/order.ts'
import type { PositionView, Value } from '#api/codecs/portfolio.ts'
import type { Owner } from '#browser/use-owners.ts'
import type { Instrument, InstrumentId } from '#core/market/instrument.ts'
import { absolute, add, isZero, type Price, subtract } from '#core/money/money.ts'
import { isFlat, unrealizedPnl } from '#core/portfolio/position.ts'
import { type Protection, protectionOf } from '#core/portfolio/protection.ts'

/** At which price open positions are valued: the mark (middle of the book), or the last trade. */
export const PNL_BASES = ['mark', 'last'] as const
export type PnlBasis = (typeof PNL_BASES)[number]

/** The price that a row is valued at, and whether it is too old to trust. */
export type RowPrice = {
  readonly value: Price
  readonly isStale: boolean
  readonly ageMs: number | null
}

/** A position as its table shows it. */
export type PositionRow = {
  readonly position: PositionView
  readonly instrument: Instrument | null
  readonly owner: Owner | null
  readonly price: RowPrice | null
  readonly value: Value
  readonly unrealized: Value
  /** Null until the open orders are known. */
  readonly protection: Protection | null
}

export type RowSources = {
  readonly basis: PnlBasis
  readonly instruments: ReadonlyMap<InstrumentId, Instrument>
  readonly owners: ReadonlyMap<string, Owner>
  readonly quotes: ReadonlyMap<InstrumentId, InstrumentQuote>
  /** Every open order of the positions' accounts; null until they are read. */
  readonly orders: readonly OrderView[] | null
}

/** Joins a position with what the table says about it. */
export function positionRow(position: PositionView, sources: RowSources): PositionRow {
  const { instruments, owners, orders } = sources
  return {
    position,
    instrument: instruments.get(position.instrumentId) ?? null,
    owner: owners.get(position.accountId) ?? null,
    ...(sources.basis === 'last' ? atLast(position, sources) : atMark(position)),
    protection: orders === null ? null : protectionOf(asHeld(position), orders),
  }
}

function atMark({ mark, value, unrealizedPnl: unrealized }: PositionView) {
  const price =
    mark.kind === 'unmarked'
      ? null
      : { value: mark.price, isStale: mark.isStale, ageMs: mark.ageMs }
  return { price, value, unrealized }
}

/** The last trade is as old as the mark at most: both are told by the same feed. */
function atLast(position: PositionView, { quotes }: RowSources) {
  const last = quotes.get(position.instrumentId)?.last ?? null
  if (isZero(position.quantity)) return { ...atMark(position), price: null }
  if (last === null) {
    const unvalued: Value = { kind: 'unvalued', reason: 'NO_LAST' }
    return { price: null, value: unvalued, unrealized: unvalued }
  }
  const isStale = position.mark.kind === 'unmarked' || position.mark.isStale
  const ageMs = position.mark.kind === 'unmarked' ? null : position.mark.ageMs
  const unrealized = unrealizedPnl(asHeld(position), last)
  return {
    price: { value: last, isStale, ageMs },
    value: { kind: 'valued', amount: add(position.cost, unrealized), isStale } as const,
    unrealized: { kind: 'valued', amount: unrealized, isStale } as const,
  }
}

/** A position as the domain knows it: the wire leaves out only what the runner needs. */
function asHeld(position: PositionView) {
  return { ...position, lastTradeId: null }
}

/** How far the price is from the first stop, as a part of the price; null without a stop or a price. */
export function stopDistance({
  price,
  protection,
}: PositionRow): { readonly part: bigint; readonly whole: bigint } | null {
  const stop = protection?.stops[0]
  if (stop === undefined || price === null) return null
  return { part: subtract(stop.stopPrice, price.value), whole: price.value }
}

/** Whether less than all of an open position has a stop. Unknown counts as protected until it is known. */
export function isUnprotected({ position, protection }: PositionRow): boolean {
  if (protection === null || isFlat(position)) return false
  return protection.quantity < absolute(position.quantity)
}

/** Whether a row is meant by what was typed into the filter: market, client, account or who opened it. */
export function matches({ position, owner }: PositionRow, text: string): boolean {
  const words = [
    position.instrumentId,
    owner?.clientName ?? '',
    owner?.account.name ?? '',
    position.openedBy?.name ?? '',
    position.openedBy?.kind ?? '',
  ]
  const wanted = text.trim().toLowerCase()
  return words.some((word) => word.toLowerCase().includes(wanted))
}
