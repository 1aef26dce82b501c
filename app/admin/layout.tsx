import { Frame } from '#components/frame/frame.tsx'
import { AppearanceKept } from '#components/ui/appearance-kept.tsx'
import { page } from '#http/page.ts'
import { frameReadings } from '../frame-readings.ts'
import { Prefetched } from '../prefetched.tsx'

export default async function AdminLayout({ children }: LayoutProps<'/admin'>) {
  const ctx = await page('people:read')
  return (
    <Prefetched readings={frameReadings(ctx)}>
      <AppearanceKept />
      <Frame section="admin">{children}</Frame>
    </Prefetched>
  )
}
