import type { Metadata } from 'next'
import * as bots from '#api/bots.ts'
import { botsQuery } from '#browser/queries/bots.ts'
import { BotsPage } from '#components/bots/bots-page.tsx'
import { page } from '#http/page.ts'
import { listBots } from '#usecases/bots/list-bots.ts'
import { Prefetched, reading } from '../../prefetched.tsx'

export const metadata: Metadata = { title: 'Bots' }

export default async function DeskBotsPage() {
  const ctx = await page('bots:read')
  return (
    <Prefetched readings={[reading(ctx, botsQuery(), [bots.listBots, listBots])]}>
      <BotsPage />
    </Prefetched>
  )
}
