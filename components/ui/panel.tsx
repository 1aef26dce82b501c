import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { PanelBoundary } from './panel-boundary.tsx'

/**
 * A titled region with a hairline around it. `aside` sits at the right of the title. What breaks in it breaks
 * alone.
 */
export function Panel({
  title,
  aside,
  children,
  className,
}: {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}) {
  return (
    <section
      aria-label={title}
      className={classNames('rounded-box border border-line bg-panel', className)}
    >
      <header className="flex min-h-9 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-3 py-1">
        <h2 className="text-body font-semibold">{title}</h2>
        {aside}
      </header>
      <PanelBoundary title={title}>{children}</PanelBoundary>
    </section>
  )
}
