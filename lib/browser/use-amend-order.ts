'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { OrderView } from '#api/codecs/order.ts'
import { amendOrder } from '#api/orders.ts'
import type { Price, Quantity } from '#core/money/money.ts'
import { call, newIdempotencyKey } from './call.ts'
import { mergeOrder } from './merge-account-event.ts'

/** What changes of an open order; `quantity` is in all, counting what it has filled. */
export type Amend = {
  readonly orderId: string
  readonly limitPrice?: Price
  readonly stopPrice?: Price
  readonly quantity?: Quantity
}

/** The order that takes the old one's place; DENIED, with its reason, the old one stays as it is. */
export function useAmendOrder(): (amend: Amend) => Promise<OrderView> {
  const queryClient = useQueryClient()
  return useCallback(
    async (amend) => {
      const replacement = await call(amendOrder, amend, { idempotencyKey: newIdempotencyKey() })
      mergeOrder(queryClient, replacement)
      return replacement
    },
    [queryClient],
  )
}
