'use client'
import type { KeyboardEvent, PointerEvent } from 'react'
import { DOCK_HEIGHT_MAX, DOCK_HEIGHT_MIN, useDock } from '#browser/stores/dock.ts'

const STEP_PX = 28

/** Drags the dock's upper edge; the arrows do it by a row. */
export function DockHandle() {
  const { height, resize } = useDock()
  const onPointerDown = ({ currentTarget, pointerId, clientY }: PointerEvent<HTMLDivElement>) => {
    currentTarget.setPointerCapture(pointerId)
    const move = (event: globalThis.PointerEvent) => resize(height + clientY - event.clientY)
    const end = () => {
      currentTarget.removeEventListener('pointermove', move)
      currentTarget.removeEventListener('lostpointercapture', end)
    }
    currentTarget.addEventListener('pointermove', move)
    currentTarget.addEventListener('lostpointercapture', end)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: STEP_PX, ArrowDown: -STEP_PX }[event.key]
    if (step === undefined) return
    event.preventDefault()
    resize(height + step)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be dragged; this is the window splitter of ARIA
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label="Height of the blotter"
      aria-valuenow={height}
      aria-valuemin={DOCK_HEIGHT_MIN}
      aria-valuemax={DOCK_HEIGHT_MAX}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      className="absolute inset-x-0 -top-1 h-2 cursor-row-resize touch-none"
    />
  )
}
