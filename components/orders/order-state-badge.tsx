import type { OrderView } from '#api/codecs/order.ts'
import { Badge } from '#components/ui/badge.tsx'
import { isOpen } from '#core/orders/order-state.ts'
import { reasonText, STATE_TONES, STATE_WORDS } from './order-words.ts'

/** Where an order is in its life, and what was asked of it meanwhile. */
export function OrderStateBadge({ order }: { readonly order: OrderView }) {
  const isCanceling = order.cancelRequestedAt !== null && isOpen(order.state)
  return (
    <Badge tone={STATE_TONES[order.state]} title={reasonText(order) ?? undefined}>
      {isCanceling ? 'Cancel requested' : STATE_WORDS[order.state]}
    </Badge>
  )
}
