'use client'
import { usePathname } from 'next/navigation'
import { LinkTabs } from '#components/ui/link-tabs.tsx'

const TABS = [
  { label: 'Signals', href: '/desk/signals' },
  { label: 'Hit rates', href: '/desk/signals/hit-rates' },
] as const

/** What was found on closed candles, and how such things have turned out. */
export function SignalsTabs() {
  const path = usePathname()
  return (
    <LinkTabs
      label="Signals"
      tabs={TABS.map((tab) => ({ ...tab, isCurrent: path === tab.href }))}
    />
  )
}
