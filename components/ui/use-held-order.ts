'use client'
import { useMemo, useRef, useState } from 'react'
import { inHeldOrder } from './table-arrangement.ts'
import type { RowHold } from './table-props.ts'

/**
 * Rows that are sorted by something live, held still while somebody points at one or stands in one: a press never
 * meets another row than the one that was seen.
 */
export function useHeldOrder<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  isSorted: boolean,
): { readonly rows: readonly Row[]; readonly hold: RowHold | undefined } {
  const [heldKeys, setHeldKeys] = useState<readonly string[] | null>(null)
  const now = useRef({ rows, rowKey })
  now.current = { rows, rowKey }
  const hold = useMemo<RowHold>(() => {
    const begin = () =>
      setHeldKeys((held) => held ?? now.current.rows.map((row) => now.current.rowKey(row)))
    const end = () => setHeldKeys(null)
    return { onPointerEnter: begin, onPointerLeave: end, onFocus: begin, onBlur: end }
  }, [])
  const shown = useMemo(
    () => (isSorted && heldKeys !== null ? inHeldOrder(rows, rowKey, heldKeys) : rows),
    [rows, rowKey, heldKeys, isSorted],
  )
  return { rows: shown, hold: isSorted ? hold : undefined }
}
