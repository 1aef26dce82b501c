import type { SweepPointView } from '#api/codecs/research-result.ts'
import { classNames } from '#components/ui/class-names.ts'
import { type MapFigure, worthOf, worthText } from './sweep-map.ts'

const UP_SHADES = ['bg-up/5', 'bg-up/15', 'bg-up/25', 'bg-up/35'] as const
const DOWN_SHADES = ['bg-down/5', 'bg-down/15', 'bg-down/25', 'bg-down/35'] as const

type Props = {
  /** Null where the strategy takes no such combination. */
  readonly point: SweepPointView | null
  readonly figure: MapFigure
  /** The size of the largest figure of the map: the strongest shade. */
  readonly most: number
  readonly isBest: boolean
  /** Whether the tab key leads here. */
  readonly isReached: boolean
  onFocus(): void
  onOpen(point: SweepPointView): void
}

/** One combination of a map: its figure with its sign on a shade that says how much. */
export function HeatCell({ point, figure, most, isBest, isReached, onFocus, onOpen }: Props) {
  const worth = point === null ? null : worthOf(point, figure)
  return (
    <td className="p-px">
      <button
        type="button"
        tabIndex={isReached ? 0 : -1}
        aria-disabled={point === null}
        title={point === null ? 'The strategy takes no such combination.' : undefined}
        onFocus={onFocus}
        onClick={() => {
          if (point !== null) onOpen(point)
        }}
        className={classNames(
          'figure block h-7 w-full min-w-16 rounded-box border px-1.5 text-right whitespace-nowrap',
          shadeOf(worth, most),
          isBest ? 'border-ink' : 'border-transparent',
        )}
      >
        {worth === null ? '–' : worthText(worth, figure)}
        {isBest ? <span className="sr-only"> the best</span> : null}
      </button>
    </td>
  )
}

function shadeOf(worth: number | null, most: number): string {
  if (worth === null || worth === 0 || most === 0) return 'text-ink-faint'
  const shades = worth > 0 ? UP_SHADES : DOWN_SHADES
  const strength = Math.ceil((Math.abs(worth) / most) * shades.length) - 1
  return shades[Math.min(strength, shades.length - 1)] ?? ''
}
