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

/** Rows of the shape that is coming. */
export function SkeletonRows({ rows }: { readonly rows: number }) {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-2 px-3 py-3">
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key, row) => (
        <div
          key={key}
          className={classNames('h-4 rounded-box bg-raised', row % 2 === 1 && 'w-4/5')}
        />
      ))}
    </div>
  )
}
