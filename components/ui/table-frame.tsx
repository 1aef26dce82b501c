'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { TableHead } from './table-head.tsx'
import type { RowHold, RowsProps, Sorting, TableProps } from './table-props.ts'
import { TableRow } from './table-row.tsx'
import { TableTotals } from './table-totals.tsx'
import { useRowKeys } from './use-row-keys.ts'

/** Beyond so many only the rows in sight are drawn. */
export const ROWS_DRAWN_MAX = 60

type Props<Row> = Omit<TableProps<Row>, 'id'> & {
  readonly sorting?: Sorting
  /** Stands at the right of the header; above the cards on a phone. */
  readonly menu?: ReactNode
  readonly hold?: RowHold | undefined
}

/** The table itself: columns and rows as they are given. */
export function TableFrame<Row>(props: Props<Row>) {
  const { label, columns, rows, menu, sorting, hold, isWhole = false, isFilling = false } = props
  const region = useRef<HTMLElement>(null)
  const isVirtual = rows.length > ROWS_DRAWN_MAX && !isWhole
  const { onKeyDown, reveal } = useRowKeys(region, props)
  const VirtualRows = useVirtualRows(isVirtual)
  const drawing = { ...props, hold, hasMenu: menu !== undefined }
  return (
    <>
      {menu === undefined ? null : (
        <div className="flex items-center justify-between border-b border-line pl-3 text-label text-ink-faint sm:hidden">
          {rows.length === 1 ? '1 row' : `${rows.length} rows`}
          {menu}
        </div>
      )}
      <section
        ref={region}
        // A panel around it may bear the same name; places on a page are told apart by theirs.
        aria-label={`${label}, table`}
        onKeyDown={onKeyDown}
        className={classNames(
          'overflow-auto overscroll-x-contain print:max-h-none print:overflow-visible',
          isFilling ? 'h-full max-sm:h-auto' : !isWhole && 'sm:max-h-[calc(100dvh-6.5rem)]',
          isVirtual && 'max-sm:max-h-[80dvh]',
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
          {isVirtual && VirtualRows !== null ? (
            <VirtualRows {...drawing} region={region} reveal={reveal} />
          ) : (
            <PlainRows {...drawing} rows={isVirtual ? rows.slice(0, ROWS_DRAWN_MAX) : rows} />
          )}
          <TableTotals columns={columns} rows={rows} hasMenu={menu !== undefined} />
        </table>
      </section>
    </>
  )
}

/** Loaded for the first long table; until then, and in the server's markup, its first rows are drawn plainly. */
let loaded: VirtualRows | null = null
type VirtualRows = typeof import('./table-virtual-rows.tsx').TableVirtualRows

function useVirtualRows(isWanted: boolean): VirtualRows | null {
  const [component, setComponent] = useState<VirtualRows | null>(null)
  useEffect(() => {
    if (!isWanted) return
    let isHere = true
    const show = (rows: VirtualRows) => isHere && setComponent(() => rows)
    if (loaded !== null) show(loaded)
    else {
      void import('./table-virtual-rows.tsx').then(({ TableVirtualRows }) => {
        loaded = TableVirtualRows
        show(loaded)
      })
    }
    return () => {
      isHere = false
    }
  }, [isWanted])
  return component
}

function PlainRows<Row>({
  columns,
  rows,
  rowKey,
  onOpen,
  selectedKey,
  hasMenu,
  hold,
}: RowsProps<Row>) {
  return (
    <tbody className="max-sm:block" {...hold}>
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
