import type { ReactNode } from 'react'
import { Frame } from '#components/frame/frame.tsx'
import { AppearanceKept } from '#components/ui/appearance-kept.tsx'
import { page } from '#http/page.ts'
import { frameReadings } from '../frame-readings.ts'
import { Prefetched } from '../prefetched.tsx'

export default async function DeskLayout({ children }: { readonly children: ReactNode }) {
  const ctx = await page('accounts:read')
  return (
    <Prefetched readings={frameReadings(ctx)}>
      <AppearanceKept />
      <Frame section="desk">{children}</Frame>
    </Prefetched>
  )
}
