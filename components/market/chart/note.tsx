'use client'
import { type ReactNode, useLayoutEffect, useRef } from 'react'

const AWAY_PX = 12

/** A few words beside a place of the chart, kept inside it. */
export function Note({
  x,
  y,
  size,
  children,
}: {
  readonly x: number
  readonly y: number
  readonly size: { readonly width: number; readonly height: number }
  readonly children: ReactNode
}) {
  const element = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (element.current === null) return
    const { offsetWidth, offsetHeight, style } = element.current
    const left = x + AWAY_PX + offsetWidth > size.width ? x - AWAY_PX - offsetWidth : x + AWAY_PX
    const top = Math.min(y + AWAY_PX, size.height - offsetHeight)
    style.transform = `translate(${Math.max(0, left)}px, ${Math.max(0, top)}px)`
  })
  return (
    <div
      ref={element}
      className="pointer-events-none absolute top-0 left-0 z-10 flex max-w-[440px] flex-col gap-1 rounded-box border border-line-strong bg-raised px-2 py-1.5 text-[11px] leading-4"
    >
      {children}
    </div>
  )
}
