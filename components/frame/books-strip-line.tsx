import type { BooksTick } from '#browser/books-ticks.ts'
import type { StripState } from '#core/ledger/books-strip.ts'

/** Pixels from one mark to the next: two of ink, one of paper. */
export const TICK_PITCH = 3
const TICK_WIDTH = 2

/** Told apart without colour: a proof is a short mark on the line, a disagreement stands taller, a gap is a hole. */
const HEIGHT_PARTS: Readonly<Record<Exclude<StripState, 'GAP'>, number>> = {
  PROVEN: 0.45,
  SUSPECT: 0.75,
  BROKEN: 1,
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

function marks(
  ticks: readonly BooksTick[],
  height: number,
  state: keyof typeof HEIGHT_PARTS,
): string {
  const tall = Math.max(2, Math.round(height * HEIGHT_PARTS[state]))
  return ticks
    .map((tick, index) =>
      tick.state === state
        ? `M${index * TICK_PITCH} ${height}v${-tall}h${TICK_WIDTH}v${tall}z`
        : '',
    )
    .join('')
}
