'use client'
import dynamic from 'next/dynamic'
import { type ReactNode, useRef } from 'react'
import { classNames } from './class-names.ts'
import { TableHead } from './table-head.tsx'
import type { RowsProps, Sorting, TableProps } from './table-props.ts'
import { TableRow } from './table-row.tsx'
import { TableTotals } from './table-totals.tsx'
import { useRowKeys } from './use-row-keys.ts'

/** Beyond so many only the rows in sight are drawn. */
export const ROWS_DRAWN_MAX = 60

const VirtualRows = dynamic(
  () => import('./table-virtual-rows.tsx').then((module) => module.TableVirtualRows),
  { ssr: false },
) as typeof import('./table-virtual-rows.tsx').TableVirtualRows

type Props<Row> = Omit<TableProps<Row>, 'id'> & {
  readonly sorting?: Sorting
  /** Stands at the right of the header; above the cards on a phone. */
  readonly menu?: ReactNode
}

/** The table itself: columns and rows as they are given. */
export function TableFrame<Row>(props: Props<Row>) {
  const { label, columns, rows, menu, sorting, isWhole = false, isFilling = false } = props
  const region = useRef<HTMLElement>(null)
  const isVirtual = rows.length > ROWS_DRAWN_MAX && !isWhole
  const { onKeyDown, reveal } = useRowKeys(region, props)
  return (
    <>
      {menu === undefined ? null : (
        <div className="flex justify-end border-b border-line sm:hidden">{menu}</div>
      )}
      <section
        ref={region}
        // A panel around it may bear the same name; places on a page are told apart by theirs.
        aria-label={`${label}, table`}
        onKeyDown={onKeyDown}
        className={classNames(
          'overflow-auto overscroll-x-contain print:max-h-none print:overflow-visible',
          isFilling ? 'h-full' : !isWhole && 'sm:max-h-[calc(100dvh-6.5rem)]',
          isVirtual && !isFilling && 'max-sm:max-h-[80dvh]',
        )}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <table
          aria-label={label}
          aria-rowcount={isVirtual ? rows.length + 1 : undefined}
          className="w-full border-separate border-spacing-0 max-sm:block"
        >
          <TableHead columns={columns} sorting={sorting} menu={menu} />
          {isVirtual ? (
            <VirtualRows {...props} region={region} reveal={reveal} hasMenu={menu !== undefined} />
          ) : (
            <PlainRows {...props} hasMenu={menu !== undefined} />
          )}
          <TableTotals columns={columns} rows={rows} hasMenu={menu !== undefined} />
        </table>
      </section>
    </>
  )
}

function PlainRows<Row>({ columns, rows, rowKey, onOpen, selectedKey, hasMenu }: RowsProps<Row>) {
  return (
    <tbody className="max-sm:block">
      {rows.map((row, index) => (
        <TableRow
          key={rowKey(row)}
          columns={columns}
          row={row}
          index={index}
          onOpen={onOpen}
          isSelected={rowKey(row) === selectedKey}
          hasMenu={hasMenu}
        />
      ))}
    </tbody>
  )
}
