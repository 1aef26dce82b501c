'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { OrderView } from '#api/codecs/order.ts'
import { cancelOrder } from '#api/orders.ts'
import { call } from '#browser/call.ts'
import { mergeOrder } from '#browser/merge-account-event.ts'
import { useMay } from '#browser/use-may.ts'
import { useNotice } from '#components/ui/toasts.tsx'
import { isOpen } from '#core/orders/order-state.ts'

/** Asks for an order to be canceled. Not shown where there is nothing to cancel or no right to. */
export function CancelButton({ order }: { readonly order: OrderView }) {
  const queryClient = useQueryClient()
  const notify = useNotice()
  const mayCancel = useMay('orders:cancel')
  const { mutate, isPending } = useMutation({
    mutationFn: () => call(cancelOrder, { orderId: order.id }),
    onSuccess: (canceled) => mergeOrder(queryClient, canceled),
    onError: (error) =>
      notify({ title: 'The order was not canceled', text: error.message, tone: 'stop' }),
  })
  if (!mayCancel || !isOpen(order.state) || order.cancelRequestedAt !== null) return null
  return (
    <button
      type="button"
      disabled={isPending}
      onClick={() => mutate()}
      className="inline-flex h-6 items-center gap-1 rounded-box border border-line-strong px-1.5 text-label text-ink-soft hover:text-ink"
    >
      <X aria-hidden size={12} />
      Cancel
    </button>
  )
}
