'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { PlaceOrderInput } from '#api/codecs/order.ts'
import { placeOrder } from '#api/orders.ts'
import { call } from '#browser/call.ts'
import { CallError } from '#browser/call-error.ts'
import { mergeOrder } from '#browser/merge-account-event.ts'

const TRIES_MAX = 3

/** An order on its way: the key names the press of the button, so that repeating it cannot place it twice. */
export type Placing = { readonly key: string; readonly input: PlaceOrderInput }

/** Sends one order. Safe to repeat with the same key: while nobody answers it asks again. */
export function usePlaceOrder(placing: Placing) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => call(placeOrder, placing.input, { idempotencyKey: placing.key }),
    retry: (count, error) => error instanceof CallError && error.isPassing && count < TRIES_MAX,
    onSuccess: (order) => mergeOrder(queryClient, order),
  })
}
