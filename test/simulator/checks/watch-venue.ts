import type { VenueNewOrder } from '#ports/venue.ts'
import { SEND_WINDOW_MS, UNSENT_MS_MAX } from '#usecases/orders/claim-orders.ts'
import { QUOTE_AGE_MS_MAX } from '#usecases/orders/decide-orders.ts'
import type { SimHouse } from '../desk/sim-house.ts'
import { latestOf } from '../exchange/sim-exchange.ts'
import { WORLD_BEGAN_AT } from '../kernel/sim-clock.ts'
import { violate } from './watch-commits.ts'

/** What a request may take to arrive before the venue refuses it, and half a second by which clocks are wrong anyway. */
const REQUEST_LATE_MS_MAX = SEND_WINDOW_MS + 1_000 + 500
/** How long an order is meant for its market, and how long a quote is good for deciding, by the true time. */
const UNSENT_TRUE_MS_MAX = UNSENT_MS_MAX + REQUEST_LATE_MS_MAX
const QUOTE_TRUE_MS_MAX = QUOTE_AGE_MS_MAX + REQUEST_LATE_MS_MAX

/**
 * Whatever the clocks of our processes say, even one that is wrong by an hour: no order of ours is taken by the venue
 * that was made too long ago, or whose market has not been quoted lately. Such a clock may at worst keep an order from
 * being sent.
 */
export function watchTaken(house: SimHouse): void {
  house.exchange.listeners.add((told) => {
    if (told.kind !== 'order' || told.order.clientOrderId === null) return
    const { clientOrderId, instrumentId } = told.order
    const placed = house.exchange.orders.find((it) => latestOf(it).clientOrderId === clientOrderId)
    const ours = orderNamed(house, clientOrderId)
    if (placed === undefined || placed.history.length > 1 || ours === undefined) return
    const at = Math.floor(WORLD_BEGAN_AT + placed.admittedAt)
    const name = `I11 ${ours.id} was taken`
    if (at - ours.createdAt > UNSENT_TRUE_MS_MAX) {
      violate(house, `${name} ${at - ours.createdAt} ms after it was made`)
    }
    const quotedAt = house.database.market.get(instrumentId)?.quote?.at ?? 0
    if (!ours.reduceOnly && at - quotedAt > QUOTE_TRUE_MS_MAX) {
      violate(house, `${name} ${at - quotedAt} ms after its market was quoted`)
    }
  })
}

function orderNamed({ database, account }: SimHouse, clientOrderId: string) {
  const { orders } = database.account(account.accountId)
  return [...orders.values()].find((order) => order.clientOrderId === clientOrderId)
}

/** What must hold of every request as it leaves. */
export function checkSent(house: SimHouse, sent: VenueNewOrder): void {
  const { orders } = house.database.account(house.account.accountId)
  const isClaimed = [...orders.values()].some(
    ({ clientOrderId, claimedAt, validUntil }) =>
      clientOrderId === sent.clientOrderId &&
      claimedAt === sent.claimedAt &&
      validUntil === sent.validUntil,
  )
  if (!isClaimed) violate(house, `I2 ${sent.clientOrderId} was sent without its claim`)
}
