import type { Metadata } from 'next'
import * as audit from '#api/audit.ts'
import { auditPagesQuery } from '#browser/queries/audit.ts'
import { auditAboutOf, auditInput } from '#components/audit/audit-filter.ts'
import { AuditPage } from '#components/audit/audit-page.tsx'
import { page } from '#http/page.ts'
import { listAuditEvents } from '#usecases/audit/list-audit-events.ts'
import { Prefetched, readingPages } from '../../prefetched.tsx'
import type { SearchProps } from '../../search-props.ts'

export const metadata: Metadata = { title: 'Audit' }

export default async function AdminAuditPage({ searchParams }: SearchProps) {
  const ctx = await page('audit:read')
  const about = auditAboutOf((await searchParams)['about'])
  const list = [audit.listAuditEvents, listAuditEvents] as const
  return (
    <Prefetched readings={[readingPages(ctx, auditPagesQuery(auditInput(about)), list)]}>
      <AuditPage about={about} />
    </Prefetched>
  )
}
