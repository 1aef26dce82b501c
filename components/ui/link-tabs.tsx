import Link from 'next/link'
import { classNames } from './class-names.ts'

export type LinkTab = { readonly label: string; readonly href: string; readonly isCurrent: boolean }

/** Views of one page as links, so that each has its address. */
export function LinkTabs({
  label,
  tabs,
}: {
  readonly label: string
  readonly tabs: readonly LinkTab[]
}) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-1">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          prefetch={false}
          aria-current={tab.isCurrent ? 'page' : undefined}
          className={classNames(
            'inline-flex h-7 items-center rounded-box px-2.5 max-sm:h-10',
            tab.isCurrent ? 'bg-selected font-medium text-ink' : 'text-ink-soft hover:text-ink',
          )}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  )
}
