import { type MouseEvent, memo, type Ref } from 'react'
import { classNames } from './class-names.ts'
import type { Column } from './table-props.ts'

type Props<Row> = {
  readonly columns: readonly Column<Row>[]
  readonly row: Row
  readonly index: number
  readonly onOpen: ((row: Row) => void) | undefined
  readonly isSelected: boolean
  readonly hasMenu: boolean
  /** For who measures the row. */
  readonly ref?: Ref<HTMLTableRowElement>
}

/** One row; on a phone a card. Drawn again only when it or the columns changed. */
export const TableRow = memo(PlainRow) as typeof PlainRow

function PlainRow<Row>({ columns, row, index, onOpen, isSelected, hasMenu, ref }: Props<Row>) {
  return (
    <tr
      ref={ref}
      data-index={index}
      aria-current={isSelected || undefined}
      tabIndex={-1}
      onClick={onOpen === undefined ? undefined : (event) => isOnRow(event) && onOpen(row)}
      className={classNames(
        'group scroll-mt-7 outline-none focus-visible:bg-selected max-sm:block max-sm:border-b max-sm:border-line max-sm:py-2 max-sm:last:border-0',
        onOpen !== undefined && 'cursor-pointer',
      )}
    >
      {columns.map((column, place) => (
        <Cell key={column.key} column={column} row={row} isFirst={place === 0} />
      ))}
      {hasMenu ? (
        <td className="border-b border-line group-last:border-0 group-hover:bg-raised group-focus-visible:bg-selected group-aria-current:bg-selected max-sm:hidden print:hidden" />
      ) : null}
    </tr>
  )
}

function Cell<Row>({
  column: { header, isNumber, isHeaderHidden, cell },
  row,
  isFirst,
}: {
  readonly column: Column<Row>
  readonly row: Row
  readonly isFirst: boolean
}) {
  return (
    <td
      data-label={isHeaderHidden ? '' : header}
      className={classNames(
        'h-row border-b border-line px-3 py-0.5 align-middle whitespace-nowrap group-last:border-0',
        'group-hover:bg-raised group-focus-visible:bg-selected group-aria-current:bg-selected',
        isNumber && 'text-right',
        isFirst &&
          'sticky left-0 z-[1] bg-panel group-focus-visible:shadow-[inset_2px_0_0_var(--proof)] group-aria-current:shadow-[inset_2px_0_0_var(--ink)] max-sm:static max-sm:font-medium print:static',
        'max-sm:flex max-sm:h-auto max-sm:min-h-7 max-sm:items-center max-sm:justify-between max-sm:gap-4 max-sm:border-0 max-sm:text-right max-sm:whitespace-normal max-sm:wrap-anywhere max-sm:empty:hidden max-sm:[&_.figure]:whitespace-normal',
        // The first line names the card; the others say what they are.
        !isFirst &&
          'max-sm:before:shrink-0 max-sm:before:text-label max-sm:before:font-normal max-sm:before:text-ink-faint max-sm:before:content-[attr(data-label)]',
      )}
    >
      {cell(row)}
    </td>
  )
}

/** A press on the row itself: not on something in it that hears presses, and not the end of marking text. */
function isOnRow({ target }: MouseEvent): boolean {
  const isOwn = target instanceof Element && target.closest('a, button, input, select, label')
  return !isOwn && (getSelection()?.isCollapsed ?? true)
}
