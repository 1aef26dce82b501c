'use client'
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef, useState } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import { moneyText } from '#components/ui/money-text.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { isShown, rowOf, rowPrice } from './ladder-grid.ts'
import { LADDER_COLUMNS, LadderRow } from './ladder-row.tsx'
import { type LadderFacts, ladderView } from './ladder-view.ts'
import type { LadderOrder } from './own-orders.ts'
import type { useLadderActs } from './use-ladder-acts.ts'
import type { LadderScroll } from './use-ladder-grid.ts'
import { closest, useOrderMove } from './use-order-move.ts'

const PAGE_ROWS = 10

type Props = {
  readonly facts: LadderFacts
  readonly instrument: Instrument
  readonly acts: ReturnType<typeof useLadderActs>
  readonly scroll: LadderScroll
  readonly mayAct: boolean
  readonly isStale: boolean
  /** Prices stand still while this is so. */
  onHold(isHeld: boolean): void
}

/** The rows: one list of prices that hears presses, keys and moved orders for all of them. */
export function LadderRows(props: Props) {
  const { facts, acts, scroll, mayAct, isStale, onHold } = props
  const { grid, orders } = facts
  const id = useId()
  const rowsRef = useRef<HTMLTableSectionElement>(null)
  const [cursor, setCursor] = useState<number | null>(null)
  const rowOfOrder = ({ price, side }: LadderOrder) =>
    rowOf(grid, price, side === 'buy' ? 'bid' : 'ask')
  const moves = useOrderMove({
    rowsRef,
    rows: grid.rows,
    orders: mayAct ? orders : NONE,
    rowOfOrder,
    onDrop: ({ order, row }) => acts.move(order, rowPrice(grid, row)),
  })
  useWheel(rowsRef, scroll.scroll)
  const isMoving = moves.move !== null
  useEffect(() => onHold(isMoving), [isMoving, onHold])
  const press = (row: number, cell: string | undefined) => {
    const price = rowPrice(grid, row)
    if (cell === 'bid') acts.press('buy', price)
    else if (cell === 'ask') acts.press('sell', price)
    else if (cell === 'price') acts.pickPrice(price)
  }
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const row = Number(closest(event.target, '[data-row]')?.dataset['row'] ?? Number.NaN)
    if (Number.isNaN(row) || !mayAct) return
    const canceled = closest(event.target, '[data-cancel]')?.dataset['cancel']
    setCursor(row)
    if (canceled !== undefined) acts.cancel([canceled])
    else press(row, closest(event.target, '[data-cell]')?.dataset['cell'])
  }
  const ordersAt = (row: number) => orders.filter((order) => rowOfOrder(order) === row)
  const keys = keysOf({ ...props, cursor, setCursor, moves, ordersAt, press })
  const views = ladderView(facts)
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that has the focus (ARIA APG)
        role="grid"
        tabIndex={0}
        aria-label="Price ladder"
        aria-rowcount={grid.rows}
        aria-activedescendant={cursor === null ? undefined : `${id}-${cursor}`}
        className={classNames('group/ladder block select-none', isStale && 'text-ink-faint')}
        onClick={onClick}
        onKeyDown={(event) => hear(event, keys)}
        onFocus={() => cursor === null && setCursor(middleRow(grid.rows))}
        onPointerEnter={() => onHold(true)}
        onPointerLeave={() => onHold(isMoving)}
        {...moves.pointer}
      >
        <Head />
        <tbody ref={rowsRef} className="block">
          {views.map((view) => (
            <LadderRow
              key={view.row}
              id={`${id}-${view.row}`}
              view={view}
              mayAct={mayAct}
              isCursor={cursor === view.row}
              dropped={moves.move?.row === view.row ? moneyText(moves.move.order.left) : null}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const NONE: readonly LadderOrder[] = []

function Head() {
  return (
    <thead className="block">
      <tr
        className={classNames(
          LADDER_COLUMNS,
          'border-b border-line text-[11px] leading-5 text-ink-faint *:font-normal',
        )}
      >
        <th className="px-1 text-right">Traded</th>
        <th className="px-1 text-left">Own</th>
        <th className="px-1 text-right">Bid</th>
        <th className="text-center">Price</th>
        <th className="px-1 text-left">Ask</th>
      </tr>
    </thead>
  )
}

type KeyParts = Props & {
  readonly cursor: number | null
  readonly moves: ReturnType<typeof useOrderMove>
  setCursor(row: number): void
  ordersAt(row: number): readonly LadderOrder[]
  press(row: number, cell: string): void
}

type Keys = Readonly<Record<string, (() => void) | undefined>>

/** What the keys do while the rows have the focus. */
function keysOf(parts: KeyParts): Keys {
  const { facts, scroll, mayAct, acts, moves, cursor } = parts
  const { rows } = facts.grid
  const row = cursor ?? middleRow(rows)
  const go = (by: number) => () => {
    const next = row + by
    if (isShown(facts.grid, next)) {
      parts.setCursor(next)
      moves.to(next)
    } else scroll.scroll(by)
  }
  const looking = {
    arrowup: go(-1),
    arrowdown: go(1),
    pageup: () => scroll.scroll(-PAGE_ROWS),
    pagedown: () => scroll.scroll(PAGE_ROWS),
    home: () => {
      scroll.centre()
      parts.setCursor(middleRow(rows))
    },
  }
  if (!mayAct) return looking
  return {
    ...looking,
    b: () => parts.press(row, 'bid'),
    s: () => parts.press(row, 'ask'),
    m: () => void moves.pick(parts.ordersAt(row).find(({ mark }) => mark === 'rests')?.id ?? ''),
    enter: () => (moves.move === null ? parts.press(row, 'price') : moves.drop()),
    delete: () => acts.cancel(parts.ordersAt(row).map(({ id }) => id)),
  }
}

function hear(event: KeyboardEvent<HTMLElement>, keys: Keys): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const act = keys[event.key.toLowerCase()]
  if (act === undefined) return
  event.preventDefault()
  act()
}

function middleRow(rows: number): number {
  return Math.floor(rows / 2)
}

/** The wheel moves the prices, not the page: React hears it too late to say so. */
function useWheel(ref: { readonly current: HTMLElement | null }, scroll: (rows: number) => void) {
  const latest = useRef(scroll)
  latest.current = scroll
  useEffect(() => {
    const rows = ref.current
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.deltaY === 0) return
      event.preventDefault()
      latest.current(event.deltaY > 0 ? 1 : -1)
    }
    rows?.addEventListener('wheel', onWheel, { passive: false })
    return () => rows?.removeEventListener('wheel', onWheel)
  }, [ref])
}
