import type { BooksTick } from '#browser/books-ticks.ts'
import type { StripState } from '#core/ledger/books-strip.ts'

/** Pixels from one mark to the next. */
export const TICK_PITCH = 3

/**
 * Told apart without colour: a proof is a short thin mark on the line, a disagreement stands taller and wider, a gap is
 * a hole in the line.
 */
const SHAPES: Readonly<Record<Exclude<StripState, 'GAP'>, { height: number; width: number }>> = {
  PROVEN: { height: 0.3, width: 1 },
  SUSPECT: { height: 0.65, width: 2 },
  BROKEN: { height: 1, width: 2 },
}

/** One venue's day as a hairline with a mark per bucket. */
export function BooksStripLine({
  ticks,
  height,
  isProvenNow,
}: {
  readonly ticks: readonly BooksTick[]
  readonly height: number
  /** The proof colour belongs to what is proven now; a day whose last word is not that is grey. */
  readonly isProvenNow: boolean
}) {
  const width = ticks.length * TICK_PITCH
  return (
    <svg
      aria-hidden
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      shapeRendering="crispEdges"
      className="block"
    >
      <path d={baseline(ticks, height)} className="stroke-line-strong" strokeWidth={1} />
      <path
        d={marks(ticks, height, 'PROVEN')}
        className={isProvenNow ? 'fill-proof' : 'fill-ink-faint'}
      />
      <path d={marks(ticks, height, 'SUSPECT')} className="fill-attention" />
      <path d={marks(ticks, height, 'BROKEN')} className="fill-stop" />
    </svg>
  )
}

/** Drawn where something was compared: a gap leaves the paper bare. */
function baseline(ticks: readonly BooksTick[], height: number): string {
  const y = height - 0.5
  return ticks
    .map(({ state }, index) =>
      state === null || state === 'GAP' ? '' : `M${index * TICK_PITCH} ${y}h${TICK_PITCH}`,
    )
    .join('')
}

function marks(ticks: readonly BooksTick[], height: number, state: keyof typeof SHAPES): string {
  const { width } = SHAPES[state]
  const tall = Math.max(2, Math.round(height * SHAPES[state].height))
  return ticks
    .map((tick, index) =>
      tick.state === state ? `M${index * TICK_PITCH} ${height}v${-tall}h${width}v${tall}z` : '',
    )
    .join('')
}
