'use client'
import { useState } from 'react'
import { type Price, priceOf } from '#core/money/money.ts'
import { gridAround, hasLeft, type LadderGrid } from './ladder-grid.ts'

type Touch = { readonly bid: Price | null; readonly ask: Price | null }

type Wish = Touch & {
  readonly step: bigint
  readonly rows: number
  /** A pointer is over the rows, or an order is being moved: prices do not slip away from under it. */
  readonly isHeld: boolean
}

export type LadderScroll = {
  /** null until the market has a price. */
  readonly grid: LadderGrid | null
  /** The touch is not on the ladder and waits for the pointer to leave. */
  readonly isAway: boolean
  centre(): void
  /** Moves the prices by so many rows, down for more than none. */
  scroll(rows: number): void
}

/** The fixed prices of a ladder: they stand still until the touch leaves them or a person asks. */
export function useLadderGrid({ step, rows, bid, ask, isHeld }: Wish): LadderScroll {
  const [kept, keep] = useState<LadderGrid | null>(null)
  const middle = middleOf({ bid, ask })
  const isOther = kept === null || kept.step !== step || kept.rows !== rows
  const isAway = kept !== null && hasLeft(kept, [bid, ask])
  let grid = kept
  if (middle !== null && (isOther || (isAway && !isHeld))) {
    grid = gridAround(middle, step, rows)
    // A spread wider than the ladder has always left it: centring once is all that can be done.
    if (isOther || grid.top !== kept.top) keep(grid)
  }
  return {
    grid,
    isAway: isAway && isHeld,
    centre: () => middle !== null && keep(gridAround(middle, step, rows)),
    scroll: (by) => grid !== null && keep({ ...grid, top: grid.top - BigInt(by) }),
  }
}

function middleOf({ bid, ask }: Touch): Price | null {
  if (bid === null || ask === null) return bid ?? ask
  return priceOf((bid + ask) / 2n)
}
