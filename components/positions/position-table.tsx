'use client'
import { type ReactNode, useMemo } from 'react'
import { Table } from '#components/ui/table.tsx'
import { pnlColumns, positionColumns, safetyColumns } from './position-columns.tsx'
import type { PositionRow } from './position-row.ts'

/** What a page about one market leaves to the positions page. */
const LEFT_TO_THE_PAGE: readonly string[] = ['market', 'opener']

/** Positions with what they cost, what they are worth now, what they made and what protects them. */
export function PositionTable({
  label,
  rows,
  isOneMarket = false,
  acts,
}: {
  readonly label: string
  readonly rows: readonly PositionRow[]
  /** Where the page says which market, the rows do not. */
  readonly isOneMarket?: boolean
  /** What can be done with a position, at the end of its row. */
  acts?: ((row: PositionRow) => ReactNode) | undefined
}) {
  const columns = useMemo(() => {
    const all = [...positionColumns, ...pnlColumns, ...safetyColumns]
    const shown = all.filter(({ key }) => !isOneMarket || !LEFT_TO_THE_PAGE.includes(key))
    if (acts === undefined) return shown
    return [...shown, { key: 'acts', header: 'Acts', isHeaderHidden: true, cell: acts }]
  }, [isOneMarket, acts])
  return (
    <Table
      id={isOneMarket ? 'positions.market' : 'positions'}
      label={label}
      columns={columns}
      rows={rows}
      rowKey={({ position: { bookId, instrumentId } }) => `${bookId} ${instrumentId}`}
    />
  )
}
