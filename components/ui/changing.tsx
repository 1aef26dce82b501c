'use client'
import { type ReactNode, useEffect, useRef } from 'react'

/** For so long a cell that has changed is tinted. */
export const TINT_MS = 150

/**
 * Tints what stands in it for a moment when `of` changes: never at first sight, and not for who asked for no
 * motion. Nothing is rendered again for it.
 */
export function Changing({
  of,
  children,
}: {
  readonly of: string | number | bigint | null
  readonly children: ReactNode
}) {
  const cell = useRef<HTMLSpanElement>(null)
  const before = useRef(of)
  useEffect(() => {
    if (before.current === of) return
    before.current = of
    if (cell.current !== null) tint(cell.current)
  }, [of])
  return (
    <span ref={cell} className="-mx-1 rounded-box px-1">
      {children}
    </span>
  )
}

function tint(cell: HTMLElement): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
  const [running] = cell.getAnimations()
  if (running === undefined) cell.animate([{ background: 'var(--tint)' }, {}], TINT_MS)
  else running.currentTime = 0
}
