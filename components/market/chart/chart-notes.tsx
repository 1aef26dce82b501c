'use client'
import type { FillView } from '#api/codecs/fill.ts'
import { toWireId } from '#api/codecs/id.ts'
import { useZone } from '#browser/look.ts'
import { Amount, Pnl, Price } from '#components/ui/money.tsx'
import { decimalsOf, moneyText } from '#components/ui/money-text.ts'
import { dateTimeText } from '#components/ui/time-text.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { type Amount as AmountValue, add, zeroAmount, zeroQuantity } from '#core/money/money.ts'
import { useCell } from './cell.ts'
import type { ChartCells } from './chart-cells.ts'
import type { ChartEngine } from './engine/chart-engine.ts'
import { measure } from './measure.ts'
import { Note } from './note.tsx'
import { draggedPrice } from './order-lines.ts'

const LISTED_MAX = 6

/** The fills under the pointer: each with its figures, a cluster with its sum. */
export function FillsNote({
  cells,
  results,
  instrument,
  engine,
}: {
  readonly cells: ChartCells
  readonly engine: ChartEngine
  readonly results: ReadonlyMap<string, AmountValue>
  readonly instrument: Instrument
}) {
  const hovered = useCell(cells.hovered)
  if (hovered === null) return null
  const { fills, x, y } = hovered
  const [first] = fills
  if (first === undefined) return null
  const quantity = fills.reduce((sum, fill) => add(sum, fill.quantity), zeroQuantity)
  return (
    <Note x={x} y={y} size={engine.space.size}>
      {fills.length === 1 ? null : (
        <p className="font-medium">
          {fills.length} {first.side === 'buy' ? 'buys' : 'sells'},{' '}
          <Amount value={quantity} unit={instrument.base} />
          <Result fills={fills} results={results} />
        </p>
      )}
      {fills.slice(0, LISTED_MAX).map((fill) => (
        <FillLine key={fill.id} fill={fill} results={results} instrument={instrument} />
      ))}
      {fills.length > LISTED_MAX ? (
        <p className="text-ink-faint">and {fills.length - LISTED_MAX} more</p>
      ) : null}
    </Note>
  )
}

function FillLine({
  fill,
  results,
  instrument,
}: {
  readonly fill: FillView
  readonly results: ReadonlyMap<string, AmountValue>
  readonly instrument: Instrument
}) {
  const isBuy = fill.side === 'buy'
  const zone = useZone()
  return (
    <div>
      <p className="flex gap-2">
        <span className={isBuy ? 'text-fill-buy' : 'text-fill-sell'}>
          {isBuy ? '▲ Buy' : '▼ Sell'}
        </span>
        <Amount value={fill.quantity} unit={instrument.base} />
        <span className="text-ink-faint">at</span>
        <Price value={fill.price} tick={instrument.priceTick} />
        <Result fills={[fill]} results={results} />
      </p>
      <p className="figure text-ink-faint">
        {zone === 'UTC' ? '' : `${dateTimeText(fill.venueAt, zone)} ${zone} · `}
        {dateTimeText(fill.venueAt)} UTC
      </p>
      {fill.orderId === null ? null : (
        <p className="figure text-ink-faint">{toWireId('order', fill.orderId)}</p>
      )}
    </div>
  )
}

function Result({
  fills,
  results,
}: {
  readonly fills: readonly FillView[]
  readonly results: ReadonlyMap<string, AmountValue>
}) {
  if (!fills.every(({ id }) => results.has(id))) return null
  const sum = fills.reduce((total, { id }) => add(total, results.get(id) ?? zeroAmount), zeroAmount)
  return sum === 0n ? null : (
    <>
      {' '}
      <Pnl value={sum} />
    </>
  )
}

/** What the measured stretch comes to. */
export function MeasureNote({
  cells,
  engine,
  instrument,
}: {
  readonly cells: ChartCells
  readonly engine: ChartEngine
  readonly instrument: Instrument
}) {
  const stretch = useCell(cells.stretch)
  if (stretch === null) return null
  const from = draggedPrice(stretch.from.price, instrument)
  const to = draggedPrice(stretch.to.price, instrument)
  if (from === null || to === null) return null
  const { change, percent, bars, time } = measure(
    { ...stretch.from, price: from },
    { ...stretch.to, price: to },
  )
  const decimals = decimalsOf(instrument.priceTick)
  const price = moneyText(change, { decimalsMin: decimals, decimalsMax: decimals, isSigned: true })
  return (
    <Note x={stretch.to.x} y={stretch.to.y} size={engine.space.size}>
      <p role="status" className="figure">
        {price} {percent}
      </p>
      <p className="figure text-ink-soft">
        {bars} {Math.abs(bars) === 1 ? 'candle' : 'candles'} · {time}
      </p>
    </Note>
  )
}
