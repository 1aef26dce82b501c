'use client'
import {
  Eye,
  EyeOff,
  Lock,
  LockOpen,
  type LucideIcon,
  Minus,
  MoveVertical,
  Rows4,
  Ruler,
  Square,
  Trash2,
  TrendingUp,
} from 'lucide-react'
import { useKeys } from '#browser/keys.ts'
import { classNames } from '#components/ui/class-names.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { useCell } from './cell.ts'
import type { ChartCells } from './chart-cells.ts'
import type { ChartMemory } from './chart-memory.ts'
import { DRAWING_KINDS, type Drawing, type DrawingKind, drawingName } from './drawings.ts'
import type { Tool } from './engine/chart-input.ts'

type Props = {
  readonly cells: ChartCells
  readonly memory: ChartMemory
  /** Draws at the crosshair or the pointer, where it is over the candles; otherwise takes the tool. */
  onTool(tool: Tool): void
  onChange(drawing: Drawing): void
  onRemove(drawingId: string): void
  onHide(areHidden: boolean): void
}

const ICONS: Readonly<Record<DrawingKind, LucideIcon>> = {
  horizontal: Minus,
  vertical: MoveVertical,
  trend: TrendingUp,
  rectangle: Square,
  fib: Rows4,
}
const KEYS: Readonly<Partial<Record<DrawingKind, string>>> = {
  horizontal: 'Alt H',
  vertical: 'Alt V',
  trend: 'Alt T',
}

/** What can be drawn on the chart, and what is done with the drawing that is chosen. */
export function DrawingTools({ cells, memory, onTool, onChange, onRemove, onHide }: Props) {
  const tool = useCell(cells.tool)
  const selectedId = useCell(cells.selectedId)
  const selected = memory.drawings.find(({ id }) => id === selectedId)
  useKeys(
    [
      { keys: 'alt+h', does: 'Horizontal line at the crosshair', run: () => onTool('horizontal') },
      { keys: 'alt+v', does: 'Vertical line at the crosshair', run: () => onTool('vertical') },
      { keys: 'alt+t', does: 'Draw a trend line', run: () => onTool('trend') },
    ],
    'Chart',
  )
  const toggle = (wanted: Tool) => (tool === wanted ? cells.tool.set(null) : onTool(wanted))
  return (
    <div
      role="toolbar"
      aria-label="Drawing"
      aria-orientation="vertical"
      className="flex shrink-0 flex-col gap-0.5 border-r border-line p-0.5 max-sm:flex-row max-sm:overflow-x-auto max-sm:border-r-0 max-sm:border-b"
    >
      {DRAWING_KINDS.map((kind) => (
        <IconButton
          key={kind}
          label={drawingName(kind)}
          icon={ICONS[kind]}
          keys={KEYS[kind]}
          isOn={tool === kind}
          onClick={() => toggle(kind)}
        />
      ))}
      <IconButton
        label="Measure"
        icon={Ruler}
        keys="Shift and drag"
        isOn={tool === 'measure'}
        onClick={() => toggle('measure')}
      />
      <IconButton
        label={memory.areDrawingsHidden ? 'Show drawings' : 'Hide drawings'}
        icon={memory.areDrawingsHidden ? EyeOff : Eye}
        disabled={memory.drawings.length === 0}
        onClick={() => onHide(!memory.areDrawingsHidden)}
      />
      <ChosenDrawing drawing={selected} onChange={onChange} onRemove={onRemove} />
    </div>
  )
}

function ChosenDrawing({
  drawing,
  onChange,
  onRemove,
}: {
  readonly drawing: Drawing | undefined
} & Pick<Props, 'onChange' | 'onRemove'>) {
  if (drawing === undefined) return null
  const name = drawingName(drawing.kind).toLowerCase()
  return (
    <div
      className={classNames('flex flex-col gap-0.5 border-t border-line pt-0.5 max-sm:flex-row')}
    >
      <IconButton
        label={drawing.isLocked ? `Unlock ${name}` : `Lock ${name}`}
        icon={drawing.isLocked ? Lock : LockOpen}
        onClick={() => onChange({ ...drawing, isLocked: !drawing.isLocked })}
      />
      <IconButton
        label={`Delete ${name}`}
        icon={Trash2}
        keys="Delete"
        onClick={() => onRemove(drawing.id)}
      />
    </div>
  )
}
