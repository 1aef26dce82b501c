import { toWireId } from '#api/codecs/id.ts'
import type { OrderView } from '#api/codecs/order.ts'
import type { Owner } from '#browser/use-owners.ts'
import { reasonText, STATE_WORDS } from './order-words.ts'

/** Whether an order is meant by what was typed: client, account, market, state, reason, note or one of its ids. */
export function matchesOrder(
  order: OrderView,
  text: string,
  owners: ReadonlyMap<string, Owner>,
): boolean {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return true
  const owner = owners.get(order.accountId)
  const words = [
    order.instrumentId,
    owner?.clientName,
    owner?.account.name,
    STATE_WORDS[order.state],
    reasonText(order),
    order.note,
    toWireId('order', order.id),
    order.venueOrderId,
    order.clientOrderId,
  ]
  return words.some((word) => word?.toLowerCase().includes(wanted))
}
