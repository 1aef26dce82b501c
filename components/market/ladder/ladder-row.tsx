import { memo } from 'react'
import { classNames } from '#components/ui/class-names.ts'
import type { OrderChip, RowView } from './ladder-view.ts'
import { OrderChipView } from './order-chip.tsx'

type Props = {
  readonly id: string
  readonly view: RowView
  readonly isCursor: boolean
  /** An order that is being moved would stand here. */
  readonly dropped: string | null
  /** A person who may not trade sees no acts. */
  readonly mayAct: boolean
}

/** One price of the ladder. Presses are heard by the ladder itself: rows carry no handlers. */
export const LadderRow = memo(drawRow, isSame)

export const LADDER_COLUMNS =
  'grid grid-cols-[48px_minmax(72px,1.1fr)_minmax(56px,1fr)_minmax(64px,1fr)_minmax(56px,1fr)]'

function drawRow({ id, view, isCursor, dropped, mayAct }: Props) {
  const { row, price, touch } = view
  return (
    <tr
      id={id}
      aria-selected={isCursor}
      data-row={row}
      data-price={price}
      className={classNames(
        LADDER_COLUMNS,
        'figure h-6 items-stretch border-b border-line/50 text-label max-sm:h-10',
        touch === 'spread' && 'bg-raised/60',
        isCursor && 'outline-1 -outline-offset-1 outline-proof',
        dropped !== null && 'bg-selected',
      )}
    >
      <td className="relative flex items-center justify-end px-1 text-ink-faint">
        <span className="group-hover/ladder:hidden">{view.volume}</span>
        <span className="hidden text-[11px] group-hover/ladder:inline">{view.pnl}</span>
      </td>
      <td data-cell="own" className="flex min-w-0 items-center gap-1 px-1">
        {view.orders.map((order) => (
          <OrderChipView key={order.id} order={order} mayAct={mayAct} />
        ))}
        {dropped === null ? null : <span className="truncate text-ink">→ {dropped}</span>}
      </td>
      <Size side="bid" text={view.bid} percent={view.bidPercent} mayAct={mayAct} />
      <td
        data-cell="price"
        className={classNames(
          'flex items-center justify-center border-x border-line',
          mayAct && 'cursor-pointer',
          touch === 'bid' && 'font-semibold text-up',
          touch === 'ask' && 'font-semibold text-down',
          view.isLast && 'bg-raised',
          view.isAverage && 'underline decoration-dashed underline-offset-4',
        )}
      >
        {view.isLast ? <span aria-hidden>▸</span> : null}
        {price}
        {view.isLast ? <span className="sr-only"> last</span> : null}
        {view.isAverage ? <span className="sr-only"> average price of the position</span> : null}
      </td>
      <Size side="ask" text={view.ask} percent={view.askPercent} mayAct={mayAct} />
    </tr>
  )
}

function Size({
  side,
  text,
  percent,
  mayAct,
}: {
  readonly side: 'bid' | 'ask'
  readonly text: string
  readonly percent: number
  readonly mayAct: boolean
}) {
  const isBid = side === 'bid'
  return (
    <td
      data-cell={side}
      className={classNames(
        'relative flex items-center px-1',
        isBid ? 'justify-end' : 'justify-start',
        mayAct && 'cursor-pointer hover:bg-raised',
      )}
    >
      <svg aria-hidden className="absolute inset-y-px right-0 left-0 h-[calc(100%-2px)] w-full">
        <rect
          x={isBid ? `${100 - percent}%` : 0}
          width={`${percent}%`}
          height="100%"
          className={classNames('opacity-20', isBid ? 'fill-up' : 'fill-down')}
        />
      </svg>
      <span className="relative">
        {text === '' ? null : <span className="sr-only">{isBid ? 'bid ' : 'ask '}</span>}
        {text}
      </span>
    </td>
  )
}

function isSame(before: Props, after: Props): boolean {
  return (
    before.isCursor === after.isCursor &&
    before.dropped === after.dropped &&
    before.mayAct === after.mayAct &&
    isSameView(before.view, after.view)
  )
}

function isSameView({ orders: before, ...one }: RowView, { orders: after, ...other }: RowView) {
  return isShallowEqual(one, other) && isSameList(before, after)
}

function isSameList(before: readonly OrderChip[], after: readonly OrderChip[]): boolean {
  return (
    before.length === after.length &&
    before.every((order, index) => {
      const other = after[index]
      return other !== undefined && isShallowEqual(order, other)
    })
  )
}

function isShallowEqual<T extends object>(one: T, other: T): boolean {
  if (one === other) return true
  const keys = Object.keys(one) as (keyof T)[]
  return keys.every((key) => one[key] === other[key])
}
