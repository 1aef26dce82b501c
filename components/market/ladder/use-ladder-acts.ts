'use client'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { cancelOrder } from '#api/orders.ts'
import { call } from '#browser/call.ts'
import { isArmed } from '#browser/stores/armed.ts'
import { useTicket } from '#browser/stores/ticket.ts'
import { type Amend, useAmendOrder } from '#browser/use-amend-order.ts'
import { useNotice } from '#components/ui/toasts.tsx'
import { add, formatDecimal, type Price, subtract } from '#core/money/money.ts'
import type { OrderSide } from '#core/orders/order.ts'
import type { LadderOrder } from './own-orders.ts'

export type Question =
  | { readonly kind: 'move'; readonly order: LadderOrder; readonly price: Price }
  | { readonly kind: 'cancelAll' }

/** So many cancels are on their way at once. */
const CANCELS_AT_ONCE = 4

/** What a ladder can do. Places by the ticket, which sends only while armed; moves and cancels by itself. */
export function useLadderActs() {
  const notify = useNotice()
  const amendOrder = useAmendOrder()
  const [question, setQuestion] = useState<Question | null>(null)
  const moving = useMutation({
    mutationFn: async (amend: Amend) => {
      const replacement = await amendOrder(amend)
      if (replacement.state === 'DENIED') {
        throw new Error(`Refused, and the order stays as it is. ${replacement.reasonDetail ?? ''}`)
      }
    },
    onSuccess: () => setQuestion(null),
    onError: (error) =>
      isArmed() && notify({ title: 'The order was not moved', text: error.message, tone: 'stop' }),
  })
  const canceling = useMutation({
    mutationFn: (orderIds: readonly string[]) => cancelEach(orderIds),
    onSuccess: () => setQuestion(null),
    onError: (error) =>
      notify({ title: 'Not every order was canceled', text: error.message, tone: 'stop' }),
  })
  return {
    question,
    moving,
    canceling,
    close: () => {
      setQuestion(null)
      moving.reset()
      canceling.reset()
    },
    /** A press of a side at a price: sends while armed, otherwise fills the ticket. */
    press(side: OrderSide, price: Price) {
      const press = { side, limitPrice: formatDecimal(price) }
      const { send, pickLevel } = useTicket.getState()
      if (isArmed()) send(press)
      else pickLevel(press)
    },
    pickPrice: (price: Price) => useTicket.getState().pickPrice(formatDecimal(price)),
    move(order: LadderOrder, price: Price) {
      if (isArmed()) moving.mutate(amendOf(order, price))
      else setQuestion({ kind: 'move', order, price })
    },
    confirmMove: (order: LadderOrder, price: Price) => moving.mutate(amendOf(order, price)),
    askToCancelAll: () => setQuestion({ kind: 'cancelAll' }),
    cancel: (orderIds: readonly string[]) => canceling.mutate(orderIds),
  }
}

/** A stop keeps the distance between its trigger and its limit. */
export function amendOf({ id, isStop, order }: LadderOrder, price: Price): Amend {
  if (!isStop || order.stopPrice === null || order.limitPrice === null) {
    return { orderId: id, limitPrice: price }
  }
  const limitPrice = add(price, subtract(order.limitPrice, order.stopPrice))
  return { orderId: id, stopPrice: price, limitPrice }
}

async function cancelEach(orderIds: readonly string[]): Promise<void> {
  const left = [...orderIds]
  const worker = async () => {
    for (let orderId = left.shift(); orderId !== undefined; orderId = left.shift()) {
      await call(cancelOrder, { orderId })
    }
  }
  await Promise.all(Array.from({ length: CANCELS_AT_ONCE }, worker))
}
