'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { useZone } from '#browser/look.ts'
import { MINUS } from '#components/ui/money-text.ts'
import { dateTimeText } from '#components/ui/time-text.ts'
import type { Candle } from '#core/market/candle.ts'
import { useCell } from './cell.ts'
import type { ChartCells } from './chart-cells.ts'
import { SERIES_SWATCHES } from './chart-colors.ts'
import { chartNumber, chartPercent, chartVolume } from './chart-number.ts'
import type { ChartEngine } from './engine/chart-engine.ts'
import type { IndicatorReading } from './engine/indicator-plots.ts'
import { indicatorName } from './indicator-definition.ts'

type Props = {
  readonly engine: ChartEngine
  readonly cells: ChartCells
  readonly candles: readonly Candle[]
  readonly decimals: number
}

/** What stands under the crosshair, or at the newest candle: over the candles, and over each pane below. */
export function ChartLegend({ engine, cells, candles, decimals }: Props) {
  useCell(cells.version)
  const cursor = useCell(cells.cursor)
  const index = cursor ?? candles.length - 1
  const candle = candles[index]
  if (candle === undefined) return null
  const shown = engine.indicators.valuesAt(index)
  const over = shown.filter(({ definition }) => definition.pane === 'price')
  const below = shown.filter(({ definition }) => definition.pane === 'own')
  return (
    <>
      <div className="pointer-events-none absolute top-1 left-2 flex max-w-[calc(100%-5rem)] flex-col gap-0.5 text-[11px] leading-4">
        <CandleLine candle={candle} before={candles[index - 1]} decimals={decimals} />
        {over.map((reading) => (
          <IndicatorLine key={reading.choice.id} reading={reading} decimals={decimals} />
        ))}
      </div>
      {below.map((reading, at) => (
        <PaneLegend key={reading.choice.id} engine={engine} cells={cells} pane={at + 1}>
          <IndicatorLine reading={reading} decimals={decimals} />
        </PaneLegend>
      ))}
    </>
  )
}

function CandleLine({
  candle,
  before,
  decimals,
}: {
  readonly candle: Candle
  readonly before: Candle | undefined
  readonly decimals: number
}) {
  const zone = useZone()
  const change = candle.close - (before?.close ?? candle.open)
  const tone = toneOf(change)
  const price = (value: number) => chartNumber(value, decimals)
  return (
    <p className="flex flex-wrap gap-x-2" data-testid="candle-legend">
      <span className="figure text-ink-faint">
        {dateTimeText(candle.openAt, zone).slice(0, 16)}
      </span>
      <Part label="O" text={price(candle.open)} />
      <Part label="H" text={price(candle.high)} />
      <Part label="L" text={price(candle.low)} />
      <Part label="C" text={price(candle.close)} />
      <span className={`figure ${tone}`}>
        {change > 0 ? '+' : ''}
        {price(change)} {chartPercent(change / (candle.close - change))}
      </span>
    </p>
  )
}

function Part({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <span className="figure text-ink">
      <span className="text-ink-faint">{label}</span> {text}
    </span>
  )
}

function IndicatorLine({
  reading,
  decimals,
}: {
  readonly reading: IndicatorReading
  readonly decimals: number
}) {
  const { definition, values, slots } = reading
  const { figure, lines } = definition
  const text = (value: number) => {
    if (figure === 'volume') return chartVolume(value)
    return chartNumber(value, figure === 'price' ? decimals : figure)
  }
  return (
    <p className="flex flex-wrap gap-x-2">
      <span className="text-ink-soft">{indicatorName(reading)}</span>
      {lines.map(({ key, label }, at) => (
        <span key={key} className="figure text-ink">
          <Swatch slot={slots[at] ?? null} />
          {label === '' ? null : <span className="text-ink-faint">{label} </span>}
          {text(values[key] ?? Number.NaN)}
        </span>
      ))}
    </p>
  )
}

/** The colour of a line beside its value. */
function Swatch({ slot }: { readonly slot: number | null }) {
  if (slot === null) return null
  const tone = SERIES_SWATCHES[slot % SERIES_SWATCHES.length]
  return <span aria-hidden className={`mr-1 inline-block h-0.5 w-2.5 align-middle ${tone}`} />
}

/** Stands at the top of its pane, wherever the panes are pulled to. */
function PaneLegend({
  engine,
  cells,
  pane,
  children,
}: Pick<Props, 'engine' | 'cells'> & {
  readonly pane: number
  readonly children: ReactNode
}) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = () => {
      const top = engine.paneTops()[pane]
      if (element.current === null || top === undefined) return
      element.current.style.transform = `translateY(${top}px)`
    }
    place()
    return cells.view.subscribe(place)
  }, [engine, cells, pane])
  return (
    <div
      ref={element}
      className="pointer-events-none absolute top-0.5 left-2 text-[11px] leading-4"
    >
      {children}
    </div>
  )
}

function toneOf(change: number): string {
  if (change === 0) return 'text-ink-soft'
  return change > 0 ? 'text-up' : 'text-down'
}

/** A candle in words, for who hears it. */
export function candleWords(
  candle: Candle,
  { decimals, zone }: { decimals: number; zone: string },
): string {
  const price = (value: number) => chartNumber(value, decimals).replace(MINUS, 'minus ')
  const { openAt, open, high, low, close, volume } = candle
  return `${dateTimeText(openAt, zone).slice(0, 16)}: open ${price(open)}, high ${price(high)}, low ${price(low)}, close ${price(close)}, volume ${chartVolume(volume)}`
}
