import { ArrowDown, ArrowUp } from 'lucide-react'
import type { DragEvent, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import type { Column, Sorting } from './table-props.ts'

/** The names of the columns, which stay in sight; a press on one that can be sorted by sorts. */
export function TableHead<Row>({
  columns,
  sorting,
  menu,
}: {
  readonly columns: readonly Column<Row>[]
  readonly sorting: Sorting | undefined
  readonly menu: ReactNode
}) {
  return (
    <thead className="max-sm:hidden">
      <tr>
        {columns.map((column, index) => (
          <th
            key={column.key}
            scope="col"
            aria-sort={sortOf(column, sorting)}
            {...dragOf(column.key, sorting)}
            className={classNames(
              'sticky top-0 z-10 h-7 border-b border-line bg-panel px-3 text-label font-normal whitespace-nowrap text-ink-faint print:static',
              column.isNumber ? 'text-right' : 'text-left',
              index === 0 && 'left-0 z-20',
            )}
          >
            <HeaderText column={column} sorting={sorting} />
          </th>
        ))}
        {menu === undefined ? null : (
          <th className="sticky top-0 right-0 z-20 w-8 border-b border-line bg-panel p-0 print:hidden">
            {menu}
          </th>
        )}
      </tr>
    </thead>
  )
}

function HeaderText<Row>({
  column,
  sorting,
}: {
  readonly column: Column<Row>
  readonly sorting: Sorting | undefined
}) {
  const { key, header, isNumber = false, isHeaderHidden = false } = column
  if (isHeaderHidden) return <span className="sr-only">{header}</span>
  if (sorting === undefined || column.sortBy === undefined) return header
  const isSorted = sorting.sort?.key === key
  const Arrow = sorting.sort?.isDescending ? ArrowDown : ArrowUp
  return (
    <button
      type="button"
      onClick={() => sorting.onSort({ key, isNumber })}
      className={classNames(
        'inline-flex h-6 items-center gap-1 rounded-box hover:text-ink',
        isSorted && 'text-ink',
        // The arrow stands at the inner side, so that numbers and their header end at one line.
        isNumber && 'flex-row-reverse',
      )}
    >
      {header}
      {isSorted ? <Arrow aria-hidden size={12} /> : null}
    </button>
  )
}

function sortOf<Row>({ key, sortBy }: Column<Row>, sorting: Sorting | undefined) {
  if (sorting === undefined || sortBy === undefined) return undefined
  if (sorting.sort?.key !== key) return 'none'
  return sorting.sort.isDescending ? 'descending' : 'ascending'
}

/** Of our own, so that nothing else that is dragged can fall into a header. */
const DRAG_TYPE = 'application/x-truebook-column'

/** A header is dragged onto the one whose place it takes; the table's menu does the same by keys. */
function dragOf(key: string, sorting: Sorting | undefined) {
  if (sorting === undefined) return {}
  return {
    draggable: true,
    onDragStart: ({ dataTransfer }: DragEvent) => dataTransfer.setData(DRAG_TYPE, key),
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes(DRAG_TYPE)) event.preventDefault()
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      sorting.onDrop({ key: event.dataTransfer.getData(DRAG_TYPE), target: key })
    },
  }
}
