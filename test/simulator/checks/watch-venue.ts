import type { VenueNewOrder } from '#ports/venue.ts'
import type { SimHouse } from '../desk/sim-house.ts'
import { violate } from './watch-commits.ts'

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
