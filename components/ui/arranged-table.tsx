'use client'
import {
  columnOrderingFeature,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import { usePreference } from '#browser/use-preference.ts'
import {
  type Arrangement,
  AS_MADE,
  arrangementSchema,
  droppedOn,
  isShown,
  orderOf,
  sortedBy,
} from './table-arrangement.ts'
import { TableFrame } from './table-frame.tsx'
import { TableMenu } from './table-menu.tsx'
import type { Arranged, Column, TableProps } from './table-props.ts'
import { useHeldOrder } from './use-held-order.ts'

const FEATURES = tableFeatures({
  columnOrderingFeature,
  columnVisibilityFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
})

/** A table whose columns the person chooses, orders and sorts by; what they chose follows them. */
export function ArrangedTable<Row>({
  id,
  columns,
  rows,
  ...props
}: TableProps<Row> & { readonly id: string }) {
  const [arrangement, arrange] = usePreference(`table.${id}`, arrangementSchema, AS_MADE)
  const sorted = useArranged(arrangement, { columns, rows, rowKey: props.rowKey })
  const held = useHeldOrder(sorted.rows, props.rowKey, arrangement.sort !== null)
  const arranged = { columns: sorted.columns, rows: held.rows }
  const sorting = useMemo(
    () => ({
      sort: arrangement.sort,
      onSort: (column: { readonly key: string; readonly isNumber?: boolean }) =>
        arrange((before) => sortedBy(before, column)),
      onDrop: (drop: { readonly key: string; readonly target: string }) =>
        arrange((before) => droppedOn(before, columns, drop)),
    }),
    [arrangement.sort, arrange, columns],
  )
  return (
    <TableFrame
      {...props}
      {...arranged}
      sorting={sorting}
      hold={held.hold}
      menu={
        <TableMenu
          label={props.label}
          columns={columns}
          arranged={arranged}
          arrangement={arrangement}
          onArrange={arrange}
        />
      }
    />
  )
}

function useArranged<Row>(
  arrangement: Arrangement,
  { columns, rows, rowKey }: Pick<TableProps<Row>, 'columns' | 'rows' | 'rowKey'>,
): Arranged<Row> {
  const definitions = useMemo(() => columns.map(definitionOf), [columns])
  const state = useMemo(() => stateOf(arrangement, columns), [arrangement, columns])
  // The table takes rows that it may change, and changes none.
  const data = useMemo(() => rows.map((row) => ({ row })), [rows])
  const table = useTable({
    features: FEATURES,
    columns: definitions,
    data,
    getRowId: ({ row }) => rowKey(row),
    state,
  })
  const shownKeys = table
    .getVisibleLeafColumns()
    .map((column) => column.id)
    .join(' ')
  const shown = useMemo(() => {
    const byKey = new Map(columns.map((column) => [column.key, column]))
    return shownKeys.split(' ').flatMap((key) => byKey.get(key) ?? [])
  }, [columns, shownKeys])
  const { rows: sorted } = table.getRowModel()
  const sortedRows = useMemo(() => sorted.map(({ original }) => original.row), [sorted])
  return useMemo(() => ({ columns: shown, rows: sortedRows }), [shown, sortedRows])
}

type Holder<Row> = { readonly row: Row }
type Valued = { getValue(key: string): unknown }

function definitionOf<Row>({ key, sortBy }: Column<Row>) {
  return {
    id: key,
    accessorFn: ({ row }: Holder<Row>) => sortBy?.(row) ?? undefined,
    sortFn: compareValues,
    sortUndefined: 'last' as const,
  }
}

/** Values of one column are of one kind; unknown ones are placed by the table before it asks. */
function compareValues(one: Valued, other: Valued, key: string): number {
  const [left, right] = [one.getValue(key), other.getValue(key)]
  if (typeof left === 'string' && typeof right === 'string') {
    return left.localeCompare(right, 'en', { numeric: true })
  }
  if (left === right) return 0
  return isBelow(left, right) ? -1 : 1
}

function isBelow(left: unknown, right: unknown): boolean {
  const isComparable =
    typeof left === typeof right && (typeof left === 'bigint' || typeof left === 'number')
  return isComparable && (left as number) < (right as number)
}

function stateOf<Row>(arrangement: Arrangement, columns: readonly Column<Row>[]) {
  const { sort } = arrangement
  const canSort = columns.some(({ key, sortBy }) => key === sort?.key && sortBy !== undefined)
  return {
    sorting: sort !== null && canSort ? [{ id: sort.key, desc: sort.isDescending }] : [],
    columnOrder: orderOf(arrangement, columns),
    columnVisibility: Object.fromEntries(
      columns.map((column) => [column.key, isShown(arrangement, columns, column)]),
    ),
  }
}
