'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect } from 'react'
import type { Reveal, RowsProps } from './table-props.ts'
import { TableRow } from './table-row.tsx'

const ROW_PX = 28
const CARD_LINE_PX = 28
const PHONE = '(width < 40rem)'
/** Rows drawn beyond each edge, so that none is missing while scrolling. */
const OVERSCAN = 12

/** The rows in sight of a long table, between two spaces as high as the rest. */
export function TableVirtualRows<Row>({
  columns,
  rows,
  rowKey,
  onOpen,
  selectedKey,
  hasMenu,
  hold,
  region,
  reveal,
}: RowsProps<Row> & {
  readonly region: RefObject<HTMLElement | null>
  readonly reveal: Reveal
}) {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => region.current,
    estimateSize: () => (matchMedia(PHONE).matches ? columns.length * CARD_LINE_PX : ROW_PX),
    overscan: OVERSCAN,
    getItemKey: (index) => {
      const row = rows[index]
      return row === undefined ? index : rowKey(row)
    },
  })
  useEffect(() => {
    reveal.current = (index) => virtual.scrollToIndex(index)
    return () => {
      reveal.current = null
    }
  }, [reveal, virtual])
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <tbody className="max-sm:block" {...hold}>
      <Space px={before} />
      {items.map(({ index, key }) => {
        const row = rows[index]
        return row === undefined ? null : (
          <TableRow
            key={key}
            ref={virtual.measureElement}
            columns={columns}
            row={row}
            index={index}
            onOpen={onOpen}
            isSelected={rowKey(row) === selectedKey}
            hasMenu={hasMenu}
          />
        )
      })}
      <Space px={after} />
    </tbody>
  )
}

/** Never in the server's markup, where the policy would forbid its style. */
function Space({ px }: { readonly px: number }) {
  return px <= 0 ? null : (
    <tr aria-hidden className="max-sm:block">
      <td className="p-0" style={{ height: px }} />
    </tr>
  )
}
