import type { ReactNode } from 'react'

/** Named facts, one in a line. */
export function Facts({ children }: { readonly children: ReactNode }) {
  return <dl>{children}</dl>
}

/** A name at the left and what it is at the right. */
export function Fact({
  label,
  children,
}: {
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    <div className="flex min-h-row items-center justify-between gap-4 border-b border-line px-3 py-0.5 last:border-0">
      <dt className="shrink-0 text-ink-faint">{label}</dt>
      <dd className="inline-flex min-w-0 flex-wrap items-center justify-end gap-2 text-right wrap-anywhere">
        {children}
      </dd>
    </div>
  )
}
