'use client'
import { useEffect, useRef } from 'react'

/** A canvas that is drawn when `draw` changes, and again when its size or the page's look does. Give a draw that stays. */
export function DrawnCanvas({
  label,
  className,
  draw,
}: {
  readonly label: string
  readonly className: string
  draw(canvas: HTMLCanvasElement): void
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const redraw = () => draw(element)
    redraw()
    const size = new ResizeObserver(redraw)
    const look = new MutationObserver(redraw)
    size.observe(element)
    look.observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['data-theme', 'data-updown'],
    })
    return () => {
      size.disconnect()
      look.disconnect()
    }
  }, [draw])
  return <canvas ref={canvas} role="img" aria-label={label} className={className} />
}
