'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { OrderView } from '#api/codecs/order.ts'
import { orderQuery } from '#browser/queries/orders.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { isZero } from '#core/money/money.ts'
import { isOpen } from '#core/orders/order-state.ts'
import { CancelButton } from './cancel-button.tsx'
import { OrderStateBadge } from './order-state-badge.tsx'
import { reasonText } from './order-words.ts'
import { type Placing, usePlaceOrder } from './use-place-order.ts'

/** Events carry an open order on; asking again now and then covers a broken stream. */
const ASK_EVERY_MS = 2_000
const WHOLE = 100n

/** One press of the button, from submitting to its end. */
export function SentOrder({ placing, text }: { readonly placing: Placing; readonly text: string }) {
  const { mutate, data, error, isPending } = usePlaceOrder(placing)
  const isSent = useRef(false)
  useEffect(() => {
    if (isSent.current) return
    isSent.current = true
    mutate()
  }, [mutate])
  return (
    <li className="flex flex-col gap-1 border-t border-line px-3 py-2">
      <div className="flex items-center justify-between gap-2">
        <span className="min-w-0 truncate" title={text}>
          {text}
        </span>
        {data === undefined && error === null ? <Badge>Submitting</Badge> : null}
        {error === null ? null : <Badge tone="stop">Not answered</Badge>}
        {data === undefined ? null : <LiveState first={data} />}
      </div>
      {error === null ? null : (
        <div className="flex flex-col items-start gap-1">
          <p role="alert" className="text-label text-stop">
            {error.message}
          </p>
          <Button isSmall disabled={isPending} onClick={() => mutate()}>
            Ask again
          </Button>
        </div>
      )}
      {data === undefined ? null : <Reason first={data} />}
    </li>
  )
}

function useOrder(first: OrderView): OrderView {
  const { data } = useQuery({
    ...orderQuery(first.id),
    initialData: first,
    refetchInterval: (query) => (isOpen((query.state.data ?? first).state) ? ASK_EVERY_MS : false),
  })
  return data
}

function LiveState({ first }: { readonly first: OrderView }) {
  const order = useOrder(first)
  return (
    <span className="inline-flex shrink-0 items-center gap-2">
      {order.state === 'PARTIALLY_FILLED' ? <FilledShare order={order} /> : null}
      <OrderStateBadge order={order} />
      <CancelButton order={order} />
    </span>
  )
}

/** How much of what was asked is filled: "40 %". */
function FilledShare({ order }: { readonly order: OrderView }) {
  const { quantity, quoteAmount, filledQuantity, filledQuote } = order
  const [part, whole] = quantity === null ? [filledQuote, quoteAmount] : [filledQuantity, quantity]
  if (whole === null || isZero(whole)) return null
  return <span className="figure text-label">{((part * WHOLE) / whole).toString()} %</span>
}

function Reason({ first }: { readonly first: OrderView }) {
  const reason = reasonText(useOrder(first))
  if (reason === null) return null
  return (
    <p role="alert" className="text-label break-words text-attention">
      {reason}
    </p>
  )
}
