import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** What an empty list is for, and one act to begin. */
export function EmptyFace({ text, act }: { readonly text: string; readonly act?: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-3 px-3 py-4 text-ink-soft">
      <p>{text}</p>
      {act}
    </div>
  )
}

/** What is down, and what still works. */
export function FailedFace({
  text,
  requestId,
  act,
}: {
  readonly text: string
  readonly requestId?: string | undefined
  readonly act?: ReactNode
}) {
  return (
    <div role="alert" className="flex flex-col items-start gap-3 px-3 py-4">
      <p className="text-attention">{text}</p>
      {requestId === undefined ? null : (
        <p className="figure text-label text-ink-faint">{requestId}</p>
      )}
      {act}
    </div>
  )
}

/** Rows of the shape that is coming: as high as those of a table. */
export function SkeletonRows({
  rows,
  label = 'Loading',
}: {
  readonly rows: number
  readonly label?: string
}) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key, row) => (
        <div
          key={key}
          className="flex h-row items-center gap-4 border-b border-line px-3 last:border-0"
        >
          <div
            className={classNames('h-3 rounded-box bg-raised', row % 2 === 1 ? 'w-24' : 'w-32')}
          />
          <div className="flex-1" />
          <div className="h-3 w-16 rounded-box bg-raised" />
          <div className="h-3 w-16 rounded-box bg-raised max-sm:hidden" />
        </div>
      ))}
    </div>
  )
}

/** A figure that is coming, as wide as one. */
export function SkeletonFigure() {
  return <span aria-hidden className="inline-block h-3 w-20 rounded-box bg-raised align-middle" />
}
