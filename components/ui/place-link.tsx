import Link from 'next/link'
import type { ReactNode } from 'react'

/** A quiet way to another page. */
export function PlaceLink({
  href,
  children,
}: {
  readonly href: string
  readonly children: ReactNode
}) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="text-ink-soft underline decoration-line-strong underline-offset-2 hover:text-ink"
    >
      {children}
    </Link>
  )
}
