import { classNames } from './class-names.ts'
import type { Column } from './table-props.ts'

/** What stands under the columns, of all rows; nothing where no column has a total. */
export function TableTotals<Row>({
  columns,
  rows,
  hasMenu,
}: {
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly hasMenu: boolean
}) {
  if (columns.every(({ total }) => total === undefined)) return null
  return (
    <tfoot className="max-sm:block">
      <tr className="max-sm:block max-sm:border-t max-sm:border-line-strong max-sm:py-2">
        {columns.map(({ key, header, isNumber, total }, place) => (
          <td
            key={key}
            data-label={header}
            className={classNames(
              'sticky bottom-0 z-10 h-row border-t border-line-strong bg-panel px-3 font-medium whitespace-nowrap print:static',
              isNumber && 'text-right',
              place === 0 && 'left-0 z-20',
              'max-sm:static max-sm:flex max-sm:h-auto max-sm:min-h-7 max-sm:items-center max-sm:justify-between max-sm:gap-4 max-sm:border-0 max-sm:empty:hidden',
              place > 0 &&
                'max-sm:before:text-label max-sm:before:font-normal max-sm:before:text-ink-faint max-sm:before:content-[attr(data-label)]',
            )}
          >
            {total?.(rows) ?? (place === 0 ? 'Total' : null)}
          </td>
        ))}
        {hasMenu ? (
          <td className="sticky right-0 bottom-0 z-10 border-t border-line-strong bg-panel max-sm:hidden print:hidden" />
        ) : null}
      </tr>
    </tfoot>
  )
}
