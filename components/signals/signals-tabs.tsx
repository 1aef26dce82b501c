'use client'
import { usePathname } from 'next/navigation'
import { useMay } from '#browser/use-may.ts'
import { LinkTabs } from '#components/ui/link-tabs.tsx'

const TABS = [
  { label: 'Signals', href: '/desk/signals' },
  { label: 'Hit rates', href: '/desk/signals/hit-rates' },
] as const
const ALERTS = { label: 'Alerts', href: '/desk/signals/alerts' } as const

/** What was found on closed candles, how such things have turned out, and who is told of them. */
export function SignalsTabs() {
  const path = usePathname()
  const mayBeTold = useMay('alerts:read')
  const tabs = mayBeTold ? [...TABS, ALERTS] : TABS
  return (
    <LinkTabs
      label="Signals"
      tabs={tabs.map((tab) => ({ ...tab, isCurrent: path === tab.href }))}
    />
  )
}
