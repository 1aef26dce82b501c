'use client'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { FailedFace, SkeletonRows } from './faces.tsx'
import { requestIdOf } from './request-id-of.ts'

/** What a query tells a page; useQuery's result has this shape. */
export type Loadable<Data> = {
  readonly data: Data | undefined
  readonly error: Error | null
  refetch(): unknown
}

const SKELETON_ROWS = 4

/** Shows what was read, or its loading or failed face. What was read before stays, with a word that it is old. */
export function Loaded<Data>({
  query,
  what,
  rows = SKELETON_ROWS,
  children,
}: {
  readonly query: Loadable<Data>
  /** The part that may be missing, as in "Orders". */
  readonly what: string
  readonly rows?: number
  children(data: Data): ReactNode
}) {
  const { data, error } = query
  const again = (
    <Button onClick={() => query.refetch()} aria-label={`Try again: ${what}`}>
      Try again
    </Button>
  )
  if (data === undefined) {
    if (error === null) return <SkeletonRows rows={rows} />
    return (
      <FailedFace
        text={`${what} cannot be read: ${error.message}`}
        requestId={requestIdOf(error)}
        act={again}
      />
    )
  }
  return (
    <>
      {error === null ? null : (
        <p role="status" className="bg-attention-paper px-3 py-1 text-label text-attention">
          {what} could not be read again: {error.message}. What stands here is older.
        </p>
      )}
      {children(data)}
    </>
  )
}
