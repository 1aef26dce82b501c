import type { Metadata } from 'next'
import * as reports from '#api/reports.ts'
import { systemQuery } from '#browser/queries/reports.ts'
import { SystemPage } from '#components/system/system-page.tsx'
import { page } from '#http/page.ts'
import { getSystem } from '#usecases/system/get-system.ts'
import { Prefetched, reading } from '../../prefetched.tsx'

export const metadata: Metadata = { title: 'System' }

export default async function AdminSystemPage() {
  const ctx = await page('system:read')
  return (
    <Prefetched readings={[reading(ctx, systemQuery(), [reports.getSystem, getSystem])]}>
      <SystemPage />
    </Prefetched>
  )
}
