'use client'
import { type KeyboardEvent, type RefObject, useCallback, useMemo, useRef } from 'react'
import type { Reveal, TableProps } from './table-props.ts'

type Rows<Row> = Pick<TableProps<Row>, 'rows' | 'onOpen'>

/** A row that had to be scrolled to is drawn within a few frames. */
const FRAMES_MAX = 20
const ROW_PX_MIN = 20

/** The keys of a table: from row to row, and Enter for what a press on the row does. */
export function useRowKeys<Row>(
  region: RefObject<HTMLElement | null>,
  { rows, onOpen }: Rows<Row>,
) {
  const reveal = useRef<((index: number) => void) | null>(null)
  const now = useRef({ rows, onOpen })
  now.current = { rows, onOpen }
  const onKeyDown = useCallback(
    (event: KeyboardEvent) => {
      const place = region.current
      if (place === null || !isForTable(event)) return
      if (event.key === 'Enter') return openRow(event, now.current)
      const from = indexOf(event.target)
      const count = now.current.rows.length
      const to = targetOf(event.key, { from, count, page: pageOf(place) })
      if (to === null) return
      event.preventDefault()
      focusRow(place, to, reveal.current)
    },
    [region],
  )
  return useMemo(() => ({ onKeyDown, reveal }), [onKeyDown])
}

/** Only for the row itself: a link or button in it hears Enter by itself. */
function openRow<Row>(event: KeyboardEvent, { rows, onOpen }: Rows<Row>): void {
  const { target } = event
  const row = rows[indexOf(target) ?? Number.NaN]
  if (row === undefined || !isRow(target)) return
  event.preventDefault()
  if (onOpen === undefined) target.querySelector<HTMLElement>('a, button')?.click()
  else onOpen(row)
}

/** Not while typing or choosing in a cell, and no shortcut of the browser's. */
function isForTable(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false
  return !(event.target instanceof Element && event.target.closest('input, select, textarea'))
}

function isRow(target: EventTarget): target is HTMLTableRowElement {
  return target instanceof HTMLTableRowElement
}

function indexOf(target: EventTarget): number | null {
  if (!(target instanceof Element)) return null
  const index = target.closest<HTMLElement>('tr[data-index]')?.dataset['index']
  return index === undefined ? null : Number(index)
}

type From = { readonly from: number | null; readonly count: number; readonly page: number }

/** The row that a key leads to; null where it leads nowhere. */
function targetOf(key: string, { from, count, page }: From): number | null {
  const step = STEPS[key]?.(page)
  if (step === undefined || count === 0) return null
  const to = from === null ? (step === Number.POSITIVE_INFINITY ? step : 0) : from + step
  return Math.min(count - 1, Math.max(0, to))
}

const STEPS: Readonly<Record<string, (page: number) => number>> = {
  ArrowDown: () => 1,
  j: () => 1,
  ArrowUp: () => -1,
  k: () => -1,
  PageDown: (page) => page,
  PageUp: (page) => -page,
  Home: () => Number.NEGATIVE_INFINITY,
  End: () => Number.POSITIVE_INFINITY,
}

function pageOf(region: HTMLElement): number {
  const rowPx = region.querySelector('tr[data-index]')?.getBoundingClientRect().height ?? 0
  return Math.max(1, Math.floor(region.clientHeight / Math.max(ROW_PX_MIN, rowPx)) - 1)
}

function focusRow(region: HTMLElement, index: number, reveal: Reveal['current']): void {
  reveal?.(index)
  const attempt = (framesLeft: number) => {
    const row = region.querySelector<HTMLElement>(`tr[data-index="${index}"]`)
    if (row !== null) {
      row.focus({ preventScroll: true })
      row.scrollIntoView({ block: 'nearest' })
    } else if (framesLeft > 0) requestAnimationFrame(() => attempt(framesLeft - 1))
  }
  attempt(FRAMES_MAX)
}
