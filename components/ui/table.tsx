'use client'
import { ArrangedTable } from './arranged-table.tsx'
import { TableFrame } from './table-frame.tsx'
import type { TableProps } from './table-props.ts'

export type { Column, SortValue } from './table-props.ts'

/**
 * Rows under a header that stays, with a first column that stays; on a phone each row is a card of labelled lines.
 * The arrows, j and k, Home, End and the page keys go from row to row.
 */
export function Table<Row>({ id, ...props }: TableProps<Row>) {
  return id === undefined ? <TableFrame {...props} /> : <ArrangedTable id={id} {...props} />
}
