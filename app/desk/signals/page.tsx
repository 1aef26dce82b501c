import type { Metadata } from 'next'
import * as patterns from '#api/patterns.ts'
import { signalsPagesQuery } from '#browser/queries/patterns.ts'
import { SignalsPage } from '#components/signals/signals-page.tsx'
import { page } from '#http/page.ts'
import { listSignals } from '#usecases/patterns/list-signals.ts'
import { Prefetched, readingPages } from '../../prefetched.tsx'

export const metadata: Metadata = { title: 'Signals' }

export default async function DeskSignalsPage() {
  const ctx = await page('research:read')
  return (
    <Prefetched
      readings={[readingPages(ctx, signalsPagesQuery(), [patterns.listSignals, listSignals])]}
    >
      <SignalsPage />
    </Prefetched>
  )
}
