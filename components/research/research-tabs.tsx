'use client'
import { usePathname } from 'next/navigation'
import { LinkTabs } from '#components/ui/link-tabs.tsx'

const TABS = [
  { label: 'Backtests', href: '/desk/research' },
  { label: 'Datasets', href: '/desk/research/datasets' },
] as const

/** The parts of research. */
export function ResearchTabs() {
  const path = usePathname()
  const tabs = TABS.map((tab) => ({ ...tab, isCurrent: path === tab.href }))
  return <LinkTabs label="Research" tabs={tabs} />
}
