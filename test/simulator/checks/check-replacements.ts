import { add, formatDecimal, isAbove, type Quantity } from '#core/money/money.ts'
import type { SimHouse } from '../desk/sim-house.ts'
import { violate } from './watch-commits.ts'

/** An order and the one that took its place trade no more together than was asked for in all. */
export function checkReplacements(house: SimHouse, asked: ReadonlyMap<string, Quantity>): void {
  const { orders } = house.database.account(house.account.accountId)
  for (const [orderId, inAll] of asked) {
    const replacement = orders.get(orderId)
    const replaced = orders.get(replacement?.replacesOrderId ?? '')
    if (!replacement || !replaced) continue
    const { sentAt, quantity } = replacement
    if (sentAt === null || quantity === null) continue
    const together = add(replaced.filledQuantity, quantity)
    if (isAbove(together, inAll)) {
      violate(
        house,
        `I16 ${orderId} may trade ${formatDecimal(together)} of ${formatDecimal(inAll)}`,
      )
    }
  }
}
