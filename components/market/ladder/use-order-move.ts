'use client'
import { type PointerEvent, type RefObject, useEffect, useState } from 'react'
import type { LadderOrder } from './own-orders.ts'

/** An own order on its way to another row, by pointer or by keys. */
export type OrderMove = { readonly order: LadderOrder; readonly row: number }

type Moving = {
  readonly rowsRef: RefObject<HTMLElement | null>
  readonly rows: number
  readonly orders: readonly LadderOrder[]
  rowOfOrder(order: LadderOrder): number
  onDrop(move: OrderMove): void
}

/** Moves own orders between rows. Letting go drops the order, Esc leaves it where it was. */
export function useOrderMove({ rowsRef, rows, orders, rowOfOrder, onDrop }: Moving) {
  const [move, setMove] = useState<OrderMove | null>(null)
  useEffect(() => {
    if (move === null) return
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      setMove(null)
    }
    // Before anybody else: while an order is moved, Esc means that alone.
    addEventListener('keydown', cancel, true)
    return () => removeEventListener('keydown', cancel, true)
  }, [move])
  const rowAt = (clientY: number) => {
    const box = rowsRef.current?.getBoundingClientRect()
    if (box === undefined || box.height === 0) return 0
    const row = Math.floor(((clientY - box.top) / box.height) * rows)
    return Math.min(Math.max(row, 0), rows - 1)
  }
  const pick = (orderId: string): boolean => {
    const order = orders.find(({ id, mark }) => id === orderId && mark === 'rests')
    if (order === undefined) return false
    setMove({ order, row: rowOfOrder(order) })
    return true
  }
  const drop = () => {
    if (move === null) return
    setMove(null)
    if (move.row !== rowOfOrder(move.order)) onDrop(move)
  }
  return {
    move,
    pick,
    drop,
    to: (row: number) => move !== null && setMove({ ...move, row }),
    pointer: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        const chip = closest(event.target, '[data-order]')
        if (event.button !== 0 || chip === null || closest(event.target, 'button') !== null) return
        if (pick(chip.dataset['order'] ?? ''))
          event.currentTarget.setPointerCapture(event.pointerId)
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (move === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return
        const row = rowAt(event.clientY)
        if (row !== move.row) setMove({ ...move, row })
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) drop()
      },
      onPointerCancel: () => setMove(null),
    },
  }
}

export function closest(target: EventTarget, selector: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null
}
