'use client'
import { useMemo } from 'react'
import { usePreference } from '#browser/use-preference.ts'
import { arrangedColumns, arrangedRows } from './arranged-rows.ts'
import {
  type Arrangement,
  AS_MADE,
  arrangementSchema,
  droppedOn,
  sortedBy,
} from './table-arrangement.ts'
import { TableFrame } from './table-frame.tsx'
import { TableMenu } from './table-menu.tsx'
import type { Arranged, TableProps } from './table-props.ts'
import { useHeldOrder } from './use-held-order.ts'

/** A table whose columns the person chooses, orders and sorts by; what they chose follows them. */
export function ArrangedTable<Row>({
  id,
  columns,
  rows,
  ...props
}: TableProps<Row> & { readonly id: string }) {
  const [arrangement, arrange] = usePreference(`table.${id}`, arrangementSchema, AS_MADE)
  const sorted = useArranged(arrangement, { columns, rows })
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
  { columns, rows }: Pick<TableProps<Row>, 'columns' | 'rows'>,
): Arranged<Row> {
  const shown = useMemo(() => arrangedColumns(arrangement, columns), [arrangement, columns])
  const sorted = useMemo(
    () => arrangedRows(arrangement, columns, rows),
    [arrangement, columns, rows],
  )
  return useMemo(() => ({ columns: shown, rows: sorted }), [shown, sorted])
}
