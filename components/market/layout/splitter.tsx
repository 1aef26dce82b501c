'use client'
import type { KeyboardEvent, PointerEvent } from 'react'

const STEP_PX = 16

/** The edge between two panels: dragged, or moved by the arrows; Home brings its first width back. */
export function Splitter({
  label,
  width,
  bounds,
  onChange,
}: {
  readonly label: string
  /** Of the panel to the right. */
  readonly width: number
  readonly bounds: { readonly min: number; readonly max: number; readonly first: number }
  onChange(width: number): void
}) {
  const set = (wished: number) =>
    onChange(Math.round(Math.min(Math.max(wished, bounds.min), bounds.max)))
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowLeft: width + STEP_PX,
      ArrowRight: width - STEP_PX,
      Home: bounds.first,
    }
    const wished = moves[event.key]
    if (wished === undefined) return
    event.preventDefault()
    set(wished)
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const box = event.currentTarget.getBoundingClientRect()
    set(width - (event.clientX - (box.left + box.width / 2)))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that is moved is no <hr> (ARIA window splitter)
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={bounds.min}
      aria-valuemax={bounds.max}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={() => set(bounds.first)}
      className="hidden w-3 cursor-col-resize touch-none items-center justify-center after:h-8 after:w-px after:bg-line-strong hover:after:bg-ink-faint lg:flex"
    />
  )
}
