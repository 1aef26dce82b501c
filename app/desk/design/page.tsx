import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DesignPage } from '#components/design/design-page.tsx'
import { page } from '#http/page.ts'
import { showsDesign } from '#http/shows-design.ts'
import { Prefetched } from '../../prefetched.tsx'

export const metadata: Metadata = { title: 'Design' }

/** For who builds pages: only where the desk is a demo or in development. */
export default async function DeskDesignPage() {
  await page('accounts:read')
  if (!showsDesign()) notFound()
  return (
    <Prefetched readings={[]}>
      <DesignPage />
    </Prefetched>
  )
}
