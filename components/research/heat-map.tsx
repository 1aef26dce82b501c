'use client'
import { type KeyboardEvent, memo, useRef, useState } from 'react'
import type { SweepPointView } from '#api/codecs/research-result.ts'
import { HeatCell } from './heat-cell.tsx'
import { type MapFigure, type SweepMap, worthOf } from './sweep-map.ts'

type Place = { readonly row: number; readonly column: number }

/** Where each key leads; the ends hold. */
const STEPS: Readonly<Record<string, Place>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
}

type Props = {
  readonly map: SweepMap
  readonly points: readonly SweepPointView[]
  readonly figure: MapFigure
  /** Names of the parameters across and down. */
  readonly x: string
  readonly y: string | null
  readonly best: number
  onOpen(point: SweepPointView): void
}

/**
 * Two parameters against a figure. The number and its sign say it, the shade helps to see it. Arrow keys go from
 * cell to cell; a press opens the combination.
 */
export function HeatMap({ map, points, figure, x, y, best, onOpen }: Props) {
  const table = useRef<HTMLTableElement>(null)
  const [at, setAt] = useState<Place>({ row: 0, column: 0 })
  const worths = points.map((point) => worthOf(point, figure))
  const most = worths.reduce<number>((size, worth) => Math.max(size, Math.abs(worth ?? 0)), 0)
  const move = (event: KeyboardEvent<HTMLTableElement>) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const row = clamp(at.row + step.row, map.ys.length)
    const column = clamp(at.column + step.column, map.xs.length)
    setAt({ row, column })
    table.current?.rows[row + 1]?.querySelectorAll('button')[column]?.focus()
  }
  return (
    <div className="max-h-[32rem] overflow-auto">
      <table ref={table} onKeyDown={move} className="text-label" aria-label="Heat map">
        <thead>
          <tr>
            <th className="sticky left-0 bg-panel px-2 py-1 text-left font-normal whitespace-nowrap text-ink-faint">
              {y === null ? x : `${y} ↓ ${x} →`}
            </th>
            {map.xs.map((value) => (
              <th key={value} scope="col" className="figure px-1 py-1 text-right font-normal">
                {value}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {map.cells.map((cells, row) => (
            <HeatRow
              key={map.ys[row] ?? 'only'}
              name={map.ys[row] ?? null}
              cells={cells}
              points={points}
              figure={figure}
              most={most}
              best={best}
              focusAt={at.row === row ? at.column : null}
              row={row}
              onFocus={setAt}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type RowProps = Pick<Props, 'points' | 'figure' | 'best' | 'onOpen'> & {
  readonly name: number | null
  readonly row: number
  readonly cells: readonly (number | null)[]
  readonly most: number
  /** The column that the tab key reaches, in the row that has it. */
  readonly focusAt: number | null
  onFocus(place: Place): void
}

/** Drawn again only when what it shows changes: a map may have thousands of cells. */
const HeatRow = memo(function HeatRow({ name, row, cells, points, best, ...rest }: RowProps) {
  const { figure, most, focusAt, onFocus, onOpen } = rest
  return (
    <tr>
      <th
        scope="row"
        className="figure sticky left-0 bg-panel px-2 py-0.5 text-left font-normal whitespace-nowrap"
      >
        {name ?? <span className="sr-only">Figure</span>}
      </th>
      {cells.map((index, column) => (
        <HeatCell
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place, and the columns of a row never move
          key={column}
          point={index === null ? null : (points[index] ?? null)}
          figure={figure}
          most={most}
          isBest={index === best}
          isReached={focusAt === column}
          onFocus={() => onFocus({ row, column })}
          onOpen={onOpen}
        />
      ))}
    </tr>
  )
})

function clamp(value: number, length: number): number {
  return Math.max(0, Math.min(length - 1, value))
}
