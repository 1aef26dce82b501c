'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { monthName } from './months.ts'

/** Chooses the month; the choice goes into the address. `months` are the newest first. */
export function MonthPicker({
  month,
  months,
}: {
  readonly month: string
  readonly months: readonly string[]
}) {
  const router = useRouter()
  const pathname = usePathname()
  const hrefOf = (each: string) => `${pathname}?month=${each}`
  const index = months.indexOf(month)
  return (
    <div className="flex items-center gap-1">
      <select
        aria-label="Month"
        value={month}
        onChange={({ target }) => router.push(hrefOf(target.value))}
        className="h-8 rounded-box border border-line-strong bg-paper px-2"
      >
        {months.map((each) => (
          <option key={each} value={each}>
            {monthName(each)}
          </option>
        ))}
      </select>
      <Step label="Month before" href={linked(months[index + 1], hrefOf)}>
        <ChevronLeft aria-hidden size={16} />
      </Step>
      <Step label="Month after" href={linked(months[index - 1], hrefOf)}>
        <ChevronRight aria-hidden size={16} />
      </Step>
    </div>
  )
}

/** A way to the month beside, where there is one. */
function Step({
  label,
  href,
  children,
}: {
  readonly label: string
  readonly href: string | null
  readonly children: ReactNode
}) {
  if (href === null) return null
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={label}
      className="inline-flex size-8 items-center justify-center rounded-box border border-line-strong text-ink-soft hover:text-ink"
    >
      {children}
    </Link>
  )
}

function linked(month: string | undefined, hrefOf: (month: string) => string): string | null {
  return month === undefined ? null : hrefOf(month)
}
