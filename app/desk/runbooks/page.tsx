import type { Metadata } from 'next'
import { PageAlive } from '#components/frame/page-alive.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { PlaceLink } from '#components/ui/place-link.tsx'
import { listRunbooks } from '#http/list-runbooks.ts'
import { page } from '#http/page.ts'

export const metadata: Metadata = { title: 'Runbooks' }

export default async function RunbooksPage() {
  await page('accounts:read')
  const runbooks = await listRunbooks()
  return (
    <>
      <h1 className="sr-only">Runbooks</h1>
      <Panel title="What to do when" className="max-w-180">
        <ul>
          {runbooks.map(({ name, title }) => (
            <li key={name} className="border-b border-line px-3 py-2 last:border-0">
              <PlaceLink href={`/desk/runbooks/${name}`}>{title}</PlaceLink>
            </li>
          ))}
        </ul>
      </Panel>
      <PageAlive />
    </>
  )
}
