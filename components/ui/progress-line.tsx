'use client'
import { useEffect, useRef } from 'react'

/** How far long work is: a hairline that fills, with its number and what is left of it beside. */
export function ProgressLine({
  label,
  done,
  total,
  note,
}: {
  readonly label: string
  readonly done: number
  /** null while nobody knows: the line shows no share then. */
  readonly total: number | null
  /** The rate and the time left: "2,400 a second, 12 s left". */
  readonly note?: string | undefined
}) {
  const fill = useRef<HTMLDivElement>(null)
  const share = total === null || total === 0 ? 0 : Math.min(1, done / total)
  useEffect(() => {
    // Set through the DOM: style attributes are forbidden by the content security policy.
    if (fill.current !== null) fill.current.style.transform = `scaleX(${share})`
  }, [share])
  return (
    <div className="flex flex-col gap-1">
      <div className="flex justify-between gap-4 text-label text-ink-soft">
        <span>{label}</span>
        <span className="figure">
          {done.toLocaleString('en')}
          {total === null ? '' : ` / ${total.toLocaleString('en')}`}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total ?? undefined}
        aria-valuenow={total === null ? undefined : done}
        className="h-0.5 overflow-hidden bg-line-strong"
      >
        <div ref={fill} className="h-full origin-left scale-x-0 bg-ink" />
      </div>
      {note === undefined ? null : <p className="text-label text-ink-faint">{note}</p>}
    </div>
  )
}
