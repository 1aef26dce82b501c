'use client'
import { X } from 'lucide-react'
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
} from 'react'
import { toWireId } from '#api/codecs/id.ts'
import { classNames } from '#components/ui/class-names.ts'
import { Percent, Pnl } from '#components/ui/money.tsx'
import type { Instrument } from '#core/market/instrument.ts'
import { absolute, formatDecimal, isPositive, type Price, toNumber } from '#core/money/money.ts'
import { useCell } from './cell.ts'
import type { ChartCells } from './chart-cells.ts'
import type { ChartEngine } from './engine/chart-engine.ts'
import { LABEL_PX, labelPlaces } from './label-places.ts'
import { effectTexts, lineName, priceText } from './line-words.ts'
import { type LineEffect, type OrderLine, steppedPrice } from './order-lines.ts'
import type { PositionLine } from './position-line.ts'
import { POSITION_KEY } from './scene-lines.ts'

const FAR_TICKS = 10

export type LineLabelsProps = {
  readonly engine: ChartEngine
  readonly cells: ChartCells
  readonly instrument: Instrument
  readonly lines: readonly OrderLine[]
  readonly position: PositionLine | null
  readonly mayMove: boolean
  readonly mayCancel: boolean
  effectOf(line: OrderLine, price: Price): LineEffect
  onCancel(line: OrderLine): void
}

/** A label at every line: what waits there, and the handle that moves it by pointer or by keys. */
export function LineLabels(props: LineLabelsProps) {
  const { engine, cells, lines, position } = props
  const layer = useRef<HTMLUListElement>(null)
  const drag = useCell(cells.drag)
  const moved = drag === null ? undefined : lines.find(({ key }) => key === drag.key)
  usePlacedLabels(layer, { engine, cells })
  return (
    <ul
      ref={layer}
      aria-label="Lines on the chart"
      className="pointer-events-none absolute top-0 right-0 left-2 h-0"
    >
      {position === null ? null : (
        <Label price={toNumber(position.average)} name={POSITION_KEY}>
          <PositionText position={position} base={props.instrument.base} />
        </Label>
      )}
      {lines.map((line) => {
        const price = moved === line && drag !== null ? drag.price : line.price
        return (
          <Label key={line.key} price={toNumber(price)} name={line.key}>
            <OrderLabel {...props} line={line} price={price} isMoved={moved === line} />
          </Label>
        )
      })}
    </ul>
  )
}

/** Keeps labels at the heights of their lines, with every move of the scale. */
function usePlacedLabels(
  layer: RefObject<HTMLUListElement | null>,
  { engine, cells }: Pick<LineLabelsProps, 'engine' | 'cells'>,
): void {
  useEffect(() => {
    const place = () => layer.current !== null && placeLabels(layer.current, engine)
    place()
    return cells.view.subscribe(place)
  })
}

function placeLabels(layer: HTMLUListElement, { space }: ChartEngine): void {
  const { height } = space.size
  const items = [...layer.querySelectorAll<HTMLElement>('[data-price]')]
  const heights = items.map(({ dataset }) => space.y(Number(dataset['price'])) ?? -LABEL_PX)
  const places = labelPlaces(heights.map((at) => at - LABEL_PX / 2))
  for (const [at, item] of items.entries()) {
    const line = heights[at] ?? -LABEL_PX
    item.style.transform = `translateY(${Math.round(places[at] ?? 0)}px)`
    item.style.visibility = line >= 0 && line <= height ? 'visible' : 'hidden'
  }
}

function Label({
  price,
  name,
  children,
}: {
  readonly price: number
  readonly name: string
  readonly children: ReactNode
}) {
  return (
    <li data-price={price} data-line={name} className="pointer-events-none absolute top-0 left-0">
      {children}
    </li>
  )
}

/** On a phone what is pressed reaches beyond what is seen. */
const REACH =
  'relative max-sm:after:absolute max-sm:after:inset-x-0 max-sm:after:-inset-y-2 max-sm:after:content-[""]'
const CHIP =
  'pointer-events-auto flex h-6 items-stretch rounded-box border bg-panel text-[11px] leading-[22px]'

function PositionText({ position, base }: { position: PositionLine; base: string }) {
  const side = isPositive(position.quantity) ? 'Long' : 'Short'
  return (
    <div className={classNames(CHIP, 'items-center gap-2 border-ink px-1.5')}>
      <span className="figure text-ink">
        {side} {formatDecimal(absolute(position.quantity))} {base}
      </span>
      <Pnl value={position.pnl} />
      <Percent part={position.pnl} whole={absolute(position.cost)} />
    </div>
  )
}

function OrderLabel({
  engine,
  cells,
  instrument,
  line,
  price,
  isMoved,
  mayMove,
  mayCancel,
  effectOf,
  onCancel,
}: LineLabelsProps & {
  readonly line: OrderLine
  readonly price: Price
  readonly isMoved: boolean
}) {
  const canMove = mayMove && line.canChange
  const name = `${lineName(line)} at ${priceText(price, instrument)}`
  const isBuy = line.order.side === 'buy'
  const take = (event: PointerEvent) => {
    if (!canMove || event.button !== 0) return
    const scene = engine.scene.lines.find(({ key }) => key === line.key)
    if (scene !== undefined) engine.input.dragLineFrom(scene, event.nativeEvent)
  }
  return (
    <div className={classNames(CHIP, isBuy ? 'border-fill-buy' : 'border-fill-sell')}>
      {isMoved ? (
        <EffectText {...{ instrument, line, price, effect: effectOf(line, price) }} />
      ) : null}
      <button
        type="button"
        aria-label={canMove ? `${name}. Up and down move it, Enter asks, Esc gives up.` : name}
        title={canMove ? 'Drag to another price' : 'Waits for the venue’s answer'}
        data-order-id={toWireId('order', line.order.id)}
        onPointerDown={take}
        onKeyDown={(event) => canMove && pressLineKey(event, { cells, line, price, instrument })}
        className={classNames(
          REACH,
          'figure flex items-center gap-1 px-1.5',
          canMove ? 'touch-none cursor-ns-resize' : 'cursor-default',
          isBuy ? 'text-fill-buy' : 'text-fill-sell',
        )}
      >
        <span aria-hidden>{isBuy ? '▲' : '▼'}</span>
        {lineName(line)}
      </button>
      {mayCancel && line.canChange ? (
        <button
          type="button"
          aria-label={`Cancel ${name}`}
          onClick={() => onCancel(line)}
          className={`${REACH} flex w-6 items-center justify-center border-l border-line text-ink-soft hover:bg-raised hover:text-ink max-sm:w-10`}
        >
          <X aria-hidden size={12} />
        </button>
      ) : null}
    </div>
  )
}

function EffectText({
  effect,
  ...rest
}: {
  readonly effect: LineEffect
  readonly line: OrderLine
  readonly price: Price
  readonly instrument: Instrument
}) {
  return (
    <span className="figure flex items-center gap-2 border-r border-line px-1.5 text-ink">
      <span>{priceText(rest.price, rest.instrument)}</span>
      {effectTexts(effect, rest).map(({ label, text }) => (
        <span key={label} className="text-ink-soft max-sm:hidden" title={label}>
          {text}
        </span>
      ))}
    </span>
  )
}

/** The same as dragging: the arrows move by a tick, with Shift by ten; Enter lets go, Esc gives up. */
function pressLineKey(
  event: KeyboardEvent,
  {
    cells,
    line,
    price,
    instrument,
  }: {
    readonly cells: ChartCells
    readonly line: OrderLine
    readonly price: Price
    readonly instrument: Instrument
  },
): void {
  const ticks = event.shiftKey ? FAR_TICKS : 1
  const move = (by: number) =>
    cells.drag.set({ key: line.key, price: steppedPrice(price, by, instrument), isDone: false })
  if (event.key === 'ArrowUp') move(ticks)
  else if (event.key === 'ArrowDown') move(-ticks)
  else if (event.key === 'Enter' && price !== line.price) {
    cells.drag.set({ key: line.key, price, isDone: true })
  } else if (event.key === 'Escape' && cells.drag.get() !== null) cells.drag.set(null)
  else return
  event.preventDefault()
  event.stopPropagation()
}
