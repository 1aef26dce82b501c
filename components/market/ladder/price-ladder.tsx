'use client'
import { Crosshair } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useKeys } from '#browser/keys.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { useMay } from '#browser/use-may.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { Instrument } from '#core/market/instrument.ts'
import { isAbove, isBelow, type Price } from '#core/money/money.ts'
import { StaleMark } from '../stale-mark.tsx'
import { ArmedLine } from './armed-line.tsx'
import { InventoryLine } from './inventory-line.tsx'
import { GROUPINGS, type Grouping, groupingFor, ROWS_MAX } from './ladder-grid.ts'
import { CancelQuestion, MoveQuestion } from './ladder-questions.tsx'
import { LadderRows } from './ladder-rows.tsx'
import type { LadderOrder } from './own-orders.ts'
import { useLadderActs } from './use-ladder-acts.ts'
import { useLadderGrid } from './use-ladder-grid.ts'
import { useLadderMarket } from './use-ladder-market.ts'

const ROWS_AT_FIRST = 25
const ROWS_MIN = 9

/**
 * The book at fixed prices with one's own orders in it. A press of a side fills the ticket, and sends only while
 * armed; a dragged order is canceled and placed anew.
 */
export function PriceLadder({
  instrument,
  scope,
}: {
  readonly instrument: Instrument
  readonly scope: ScopeChoice
}) {
  const market = useLadderMarket(instrument, scope)
  const { book, orders, position, account, tracker, isStale } = market
  const [isHeld, setHeld] = useState(false)
  const { rows, ref } = useRowCount()
  const [bid, ask] = [book?.bids[0]?.[0] ?? null, book?.asks[0]?.[0] ?? null]
  const [grouping, setGrouping] = useGrouping(instrument, { bid, ask, rows })
  const scroll = useLadderGrid({
    step: instrument.priceTick * BigInt(grouping),
    ...{ rows, bid, ask, isHeld },
  })
  const acts = useLadderActs()
  const [mayPlace, mayCancel] = [useMay('orders:place'), useMay('orders:cancel')]
  const leaving = orders.filter(({ order }) => order.cancelRequestedAt === null)
  useKeys(
    mayCancel
      ? [
          {
            keys: 'c',
            does: 'Cancel own orders here',
            run: () => leaving.length > 0 && acts.askToCancelAll(),
          },
        ]
      : [],
    'Ladder',
  )
  return (
    <Panel
      title="Ladder"
      aside={
        <div className="flex items-center gap-2">
          <StaleMark isStale={isStale} at={book?.at ?? null} />
          {scroll.isAway ? (
            <span className="text-label text-attention">touch off screen</span>
          ) : null}
          <GroupingChoice grouping={grouping} onChange={setGrouping} />
          <IconButton
            label="Centre on the touch"
            keys="Home"
            icon={Crosshair}
            onClick={scroll.centre}
          />
        </div>
      }
      className="flex h-full min-h-0 flex-col"
    >
      <ArmedLine />
      <InventoryLine {...{ instrument, position, orders }} isAccountChosen={account !== null} />
      <div ref={ref} className="flex min-h-[480px] flex-1 flex-col overflow-hidden lg:min-h-0">
        {book === null || scroll.grid === null ? (
          <EmptyFace text="Waiting for the venue’s book." />
        ) : (
          <LadderRows
            facts={{ grid: scroll.grid, instrument, book, tracker, orders, position }}
            {...{ instrument, acts, scroll, isStale }}
            mayAct={mayPlace}
            onHold={setHeld}
          />
        )}
      </div>
      <Questions {...{ instrument, acts, bid, ask }} orders={leaving} />
    </Panel>
  )
}

function Questions({
  instrument,
  acts,
  orders,
  bid,
  ask,
}: {
  readonly instrument: Instrument
  readonly acts: ReturnType<typeof useLadderActs>
  readonly orders: readonly LadderOrder[]
  readonly bid: Price | null
  readonly ask: Price | null
}) {
  const { question, moving, canceling } = acts
  const move = question?.kind === 'move' ? question : null
  return (
    <>
      <MoveQuestion
        instrument={instrument}
        move={move}
        crossing={move !== null && isCrossing(move.order, move.price, { bid, ask })}
        isBusy={moving.isPending}
        error={moving.error}
        onClose={acts.close}
        onConfirm={() => move !== null && acts.confirmMove(move.order, move.price)}
      />
      <CancelQuestion
        instrument={instrument}
        orders={orders}
        isOpen={question?.kind === 'cancelAll'}
        isBusy={canceling.isPending}
        error={canceling.error}
        onClose={acts.close}
        onConfirm={() => acts.cancel(orders.map(({ id }) => id))}
      />
    </>
  )
}

function isCrossing(
  { side, isStop }: LadderOrder,
  price: Price,
  { bid, ask }: { readonly bid: Price | null; readonly ask: Price | null },
): boolean {
  if (isStop) return false
  return side === 'buy'
    ? ask !== null && !isBelow(price, ask)
    : bid !== null && !isAbove(price, bid)
}

function GroupingChoice({
  grouping,
  onChange,
}: {
  readonly grouping: Grouping
  onChange(grouping: Grouping): void
}) {
  return (
    <select
      aria-label="Ticks in a row"
      value={grouping}
      onChange={(event) =>
        onChange(GROUPINGS.find((each) => String(each) === event.target.value) ?? 1)
      }
      className="figure h-6 rounded-box border border-line bg-panel px-1 text-label text-ink-soft max-sm:h-10"
    >
      {GROUPINGS.map((each) => (
        <option key={each} value={each}>
          ×{each}
        </option>
      ))}
    </select>
  )
}

/** The one chosen for this market, else the finest that shows both sides when the book first arrives. */
function useGrouping(
  { id, priceTick: tick }: Instrument,
  {
    bid,
    ask,
    rows,
  }: { readonly bid: Price | null; readonly ask: Price | null; readonly rows: number },
): readonly [Grouping, (grouping: Grouping) => void] {
  const [chosen, choose] = useState<{ readonly id: string; readonly grouping: Grouping } | null>(
    null,
  )
  if (chosen?.id === id) return [chosen.grouping, (grouping) => choose({ id, grouping })]
  const grouping = groupingFor({ bid, ask }, { tick, rows })
  if (bid !== null && ask !== null) choose({ id, grouping })
  return [grouping, (wished) => choose({ id, grouping: wished })]
}

/** As many rows as fit: they are of one height, which the stylesheet says. */
function useRowCount() {
  const ref = useRef<HTMLDivElement>(null)
  const [rows, setRows] = useState(ROWS_AT_FIRST)
  useEffect(() => {
    const box = ref.current
    if (box === null) return
    const observer = new ResizeObserver(() => {
      const rowHeight = box.querySelector('[data-row]')?.clientHeight ?? 0
      const head = box.querySelector('[data-row]')?.parentElement?.offsetTop ?? 0
      if (rowHeight === 0) return
      const fitting = Math.floor((box.clientHeight - (head - box.offsetTop)) / (rowHeight + 1))
      setRows(Math.min(Math.max(fitting, ROWS_MIN), ROWS_MAX))
    })
    observer.observe(box)
    return () => observer.disconnect()
  })
  return { rows, ref }
}
