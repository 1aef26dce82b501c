import type { Metadata } from 'next'
import * as research from '#api/research.ts'
import { researchRunsPagesQuery } from '#browser/queries/research.ts'
import { ResearchPage } from '#components/research/research-page.tsx'
import { page } from '#http/page.ts'
import { listResearchRuns } from '#usecases/research/list-research-runs.ts'
import { Prefetched, readingPages } from '../../prefetched.tsx'

export const metadata: Metadata = { title: 'Research' }

export default async function DeskResearchPage() {
  const ctx = await page('research:read')
  return (
    <Prefetched
      readings={[
        readingPages(ctx, researchRunsPagesQuery(), [research.listResearchRuns, listResearchRuns]),
      ]}
    >
      <ResearchPage />
    </Prefetched>
  )
}
