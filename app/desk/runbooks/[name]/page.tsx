import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageAlive } from '#components/frame/page-alive.tsx'
import { Runbook } from '#components/runbooks/runbook.tsx'
import { PlaceLink } from '#components/ui/place-link.tsx'
import { page } from '#http/page.ts'
import { readRunbook } from '#http/read-runbook.ts'

export const metadata: Metadata = { title: 'Runbook' }

export default async function RunbookPage({ params }: PageProps<'/desk/runbooks/[name]'>) {
  await page('accounts:read')
  const text = await readRunbook((await params).name)
  if (text === null) notFound()
  return (
    <div className="flex flex-col gap-3">
      <nav aria-label="Runbooks">
        <PlaceLink href="/desk/runbooks">All runbooks</PlaceLink>
      </nav>
      <Runbook text={text} />
      <PageAlive />
    </div>
  )
}
