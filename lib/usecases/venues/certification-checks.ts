import type { Instrument } from '#core/market/instrument.ts'
import { add, isEqual, type Price, type Quantity, zeroQuantity } from '#core/money/money.ts'
import { SECOND_MS, unixMsOf } from '#core/time/time.ts'
import type { Clock } from '#ports/clock.ts'
import type { Venue, VenueNewOrder, VenueOrder } from '#ports/venue.ts'

/** What the checks trade with: the smallest order there is. */
export type CertificationRig = {
  readonly clock: Clock
  readonly venue: Venue
  /** The same account through a clock that is a minute late: its requests arrive after their deadline. */
  readonly lateVenue: Venue
  readonly instrument: Instrument
  readonly restingPrice: Price
  readonly tradingPrice: Price
  readonly quantity: Quantity
  newClientOrderId(): string
}

/** A promise of the port, shown at the venue itself. Throws what was found where it is not kept. */
export type CertificationCheck = {
  readonly name: string
  show(rig: CertificationRig): Promise<void>
}

const CLOCK_OFFSET_MS_MAX = SECOND_MS

export const CERTIFICATION_CHECKS: readonly CertificationCheck[] = [
  { name: 'its clock is close to ours', show: showClock },
  { name: 'the key may trade and may not withdraw', show: showPermissions },
  { name: 'an order that was never sent is not found', show: showNeverSent },
  { name: 'a resting order is found by our id until it is canceled', show: showResting },
  { name: 'an order after its deadline is refused by the venue itself', show: showDeadline },
  { name: 'a client order id that is open is not accepted twice', show: showDuplicate },
  { name: 'fills, fees and balances agree to the last digit', show: showFill },
]

async function showClock({ venue }: CertificationRig): Promise<void> {
  const offsetMs = await venue.measureClock()
  expect(Math.abs(offsetMs) <= CLOCK_OFFSET_MS_MAX, `the clocks are ${offsetMs} ms apart`)
}

async function showPermissions({ venue }: CertificationRig): Promise<void> {
  const { canTrade, canWithdraw } = await venue.fetchPermissions()
  expect(canTrade, 'the key may not trade')
  expect(!canWithdraw, 'the key may withdraw')
}

async function showNeverSent({ venue, instrument, newClientOrderId }: CertificationRig) {
  const ref = { instrumentId: instrument.id, clientOrderId: newClientOrderId(), venueOrderId: null }
  const found = await venue.fetchOrder(ref)
  expect(found.kind === 'notFound', 'an order was found')
}

async function showResting(rig: CertificationRig): Promise<void> {
  const order = await place(rig, { limitPrice: rig.restingPrice })
  const ref = { ...order, venueOrderId: null }
  const found = await rig.venue.fetchOrder(ref)
  expect(found.kind === 'order' && found.state === 'WORKING', 'it is not found as working')
  const canceled = await rig.venue.cancelOrder(ref)
  expect(canceled.kind === 'canceled', `canceling it was ${canceled.kind}`)
  const again = await rig.venue.cancelOrder(ref)
  expect(again.kind === 'notOpen', `canceling it again was ${again.kind}`)
  const after = await rig.venue.fetchOrder(ref)
  expect(after.kind === 'order' && after.state === 'CANCELED', 'it is not found as canceled')
}

async function showDeadline(rig: CertificationRig): Promise<void> {
  const { lateVenue, venue } = rig
  const late = rig.clock.now() - LATE_MS
  const order = {
    ...newOrder(rig),
    claimedAt: unixMsOf(late),
    validUntil: unixMsOf(late + WINDOW_MS),
  }
  const outcome = await lateVenue.placeOrder(order)
  expect(outcome.kind === 'refused', `it was ${outcome.kind}`)
  const found = await venue.fetchOrder({ ...order, venueOrderId: null })
  expect(found.kind === 'notFound', 'it is at the venue all the same')
}

async function showDuplicate(rig: CertificationRig): Promise<void> {
  const sent = newOrder(rig)
  const first = await rig.venue.placeOrder(sent)
  expect(first.kind === 'accepted', `the first was ${first.kind}`)
  const second = await rig.venue.placeOrder(sent)
  const open = await rig.venue.fetchOpenOrders()
  await rig.venue.cancelOrder({ ...sent, venueOrderId: null })
  expect(second.kind !== 'accepted', 'the second was accepted')
  const count = open.filter((it) => it.clientOrderId === sent.clientOrderId).length
  expect(count === 1, `${count} orders are open under it`)
}

async function showFill(rig: CertificationRig): Promise<void> {
  const { venue, instrument } = rig
  const before = await totalsOf(venue)
  const since = unixMsOf(rig.clock.now() - WINDOW_MS)
  const order = await place(rig, { limitPrice: rig.tradingPrice, timeInForce: 'IOC' })
  const page = await venue.fetchFills({ instrumentId: instrument.id, after: null, since })
  const fills = page.fills.filter((fill) => fill.venueOrderId === order.venueOrderId)
  const filled = fills.reduce((sum, { quantity }) => add(sum, quantity), zeroQuantity)
  expect(fills.length > 0, 'it did not trade: the market moved away, try again')
  expect(isEqual(filled, order.filledQuantity), 'its fills do not add up to it')
  const after = await totalsOf(venue)
  const expected = new Map(before)
  const move = (asset: string, by: bigint) => expected.set(asset, (expected.get(asset) ?? 0n) + by)
  for (const fill of fills) {
    move(instrument.base, fill.quantity)
    move(instrument.quote, -fill.quoteQuantity)
    move(fill.feeAsset, -fill.feeAmount)
  }
  for (const asset of new Set([...expected.keys(), ...after.keys()])) {
    const isSame = (expected.get(asset) ?? 0n) === (after.get(asset) ?? 0n)
    expect(isSame, `the balance of ${asset} is not what the fills say`)
  }
}

const LATE_MS = 60 * SECOND_MS
const WINDOW_MS = 5 * SECOND_MS

async function place(rig: CertificationRig, terms: Partial<VenueNewOrder>): Promise<VenueOrder> {
  const outcome = await rig.venue.placeOrder({ ...newOrder(rig), ...terms })
  if (outcome.kind === 'accepted') return outcome.order
  throw new Error(outcome.kind === 'refused' ? `refused: ${outcome.reason}` : 'no clear answer')
}

function newOrder(rig: CertificationRig): VenueNewOrder {
  const claimedAt = rig.clock.now()
  return {
    instrumentId: rig.instrument.id,
    clientOrderId: rig.newClientOrderId(),
    side: 'buy',
    type: 'limit',
    quantity: rig.quantity,
    quoteAmount: null,
    limitPrice: rig.restingPrice,
    stopPrice: null,
    timeInForce: 'GTC',
    postOnly: false,
    claimedAt,
    validUntil: unixMsOf(claimedAt + WINDOW_MS),
    requestId: 'certification',
  }
}

async function totalsOf(venue: Venue): Promise<Map<string, bigint>> {
  const balances = await venue.fetchBalances()
  return new Map(balances.map(({ asset, free, locked }) => [asset, add(free, locked)]))
}

function expect(condition: boolean, otherwise: string): void {
  if (!condition) throw new Error(otherwise)
}
