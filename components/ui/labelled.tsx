import type { ReactNode } from 'react'

/** A value under its name, in a list of such (`dl`). */
export function Labelled({
  label,
  children,
}: {
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    <div className="flex flex-col gap-0.5">
      <dt className="text-label text-ink-faint">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** A name and its value at the two ends of a line, in a list of such (`dl`). */
export function LabelledLine({
  label,
  children,
}: {
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    <div className="flex items-baseline justify-between gap-3">
      <dt className="text-ink-faint">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
