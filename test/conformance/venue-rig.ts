import type { InstrumentId } from '#core/market/instrument.ts'
import { add, type Price, type Quantity } from '#core/money/money.ts'
import type { UnixMs } from '#core/time/time.ts'
import type { Venue, VenueFill, VenueNewOrder, VenueOrder } from '#ports/venue.ts'

/** What the suite needs from where the venue runs: things that no venue's API offers. */
export type VenueRig = {
  readonly venue: Venue
  /** The same account through a clock that is a minute late. */
  readonly lateVenue: Venue
  readonly instrumentId: InstrumentId
  /** Far below the market: an order at this price rests. */
  readonly restingPrice: Price
  /** A price at which a buy trades at once. */
  readonly tradingPrice: Price
  readonly quantity: Quantity
  readonly openedAt: UnixMs
  /** The next answer to a new order gets lost after the venue took it. */
  dropNextAnswer(): Promise<void>
  /** Somebody else deposits money. */
  deposit(asset: string, amount: string): Promise<void>
  payFeesInThirdCoin(): Promise<void>
  /** The account's connection breaks. */
  breakStream(): Promise<void>
  dispose(): Promise<void>
}

export function refOf(order: VenueOrder) {
  const { instrumentId, clientOrderId, venueOrderId } = order
  return { instrumentId, clientOrderId, venueOrderId }
}

export function refOfNew({ instrumentId, clientOrderId }: VenueNewOrder) {
  return { instrumentId, clientOrderId, venueOrderId: null }
}

export function clientOrderIdOf(order: VenueOrder) {
  return order.clientOrderId
}

/** The three sources of a fill show the same trade in different words. */
export function withoutMessage({ message: _message, ...fill }: VenueFill) {
  return fill
}

export async function balancesOf(venue: Venue): Promise<Map<string, bigint>> {
  const balances = await venue.fetchBalances()
  return new Map(balances.map((it) => [it.asset, add(it.free, it.locked)]))
}

export function shift(balances: Map<string, bigint>, asset: string, change: bigint): void {
  balances.set(asset, (balances.get(asset) ?? 0n) + change)
}

export function shown(balances: ReadonlyMap<string, bigint>): Record<string, string> {
  return Object.fromEntries([...balances].map(([asset, units]) => [asset, String(units)]).sort())
}

export function text(value: unknown): string {
  return JSON.stringify(value, (_key, it: unknown) => (typeof it === 'bigint' ? String(it) : it))
}
