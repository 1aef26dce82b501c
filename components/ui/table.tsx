'use client'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type Column<Row> = {
  readonly key: string
  readonly header: string
  /** Numbers stand right. */
  readonly isNumber?: boolean
  /** For columns whose cells say themselves what they are, such as acts: only screen readers hear the header. */
  readonly isHeaderHidden?: boolean
  cell(row: Row): ReactNode
}

/** Rows under a header with a sticky first column; on a phone each row is a card of labelled lines. */
export function Table<Row>({
  label,
  columns,
  rows,
  rowKey,
}: {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  rowKey(row: Row): string
}) {
  return (
    <section
      // A panel around it may bear the same name; places on a page are told apart by theirs.
      aria-label={`${label}, table`}
      className="overflow-x-auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table aria-label={label} className="w-full border-collapse max-sm:block">
        <Head columns={columns} />
        <tbody className="max-sm:block">
          {rows.map((row) => (
            <TableRow key={rowKey(row)} columns={columns} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Head<Row>({ columns }: { readonly columns: readonly Column<Row>[] }) {
  return (
    <thead className="max-sm:sr-only">
      <tr>
        {columns.map(({ key, header, isNumber, isHeaderHidden }, index) => (
          <th
            key={key}
            scope="col"
            className={classNames(
              'h-7 border-b border-line bg-panel px-3 text-label font-normal whitespace-nowrap text-ink-faint',
              isNumber ? 'text-right' : 'text-left',
              index === 0 && 'sticky left-0',
            )}
          >
            {isHeaderHidden ? <span className="sr-only">{header}</span> : header}
          </th>
        ))}
      </tr>
    </thead>
  )
}

function TableRow<Row>({
  columns,
  row,
}: {
  readonly columns: readonly Column<Row>[]
  readonly row: Row
}) {
  return (
    <tr className="group border-b border-line last:border-0 hover:bg-raised max-sm:block max-sm:py-2">
      {columns.map(({ key, header, isNumber, isHeaderHidden, cell }, index) => (
        <td
          key={key}
          data-label={isHeaderHidden ? '' : header}
          className={classNames(
            'h-7 px-3 py-0.5 align-middle whitespace-nowrap',
            isNumber && 'text-right',
            index === 0 && 'sticky left-0 bg-panel group-hover:bg-raised max-sm:font-medium',
            'max-sm:flex max-sm:h-auto max-sm:min-h-7 max-sm:items-center max-sm:justify-between max-sm:gap-4 max-sm:text-right max-sm:whitespace-normal max-sm:empty:hidden',
            // The first line names the card; the others say what they are.
            index > 0 &&
              'max-sm:before:text-label max-sm:before:font-normal max-sm:before:text-ink-faint max-sm:before:content-[attr(data-label)]',
          )}
        >
          {cell(row)}
        </td>
      ))}
    </tr>
  )
}
