import type { Metadata } from 'next'
import * as market from '#api/market.ts'
import * as patterns from '#api/patterns.ts'
import { instrumentsQuery } from '#browser/queries/markets.ts'
import { signalsPagesQuery } from '#browser/queries/patterns.ts'
import { SignalsPage } from '#components/signals/signals-page.tsx'
import { page } from '#http/page.ts'
import { listInstruments } from '#usecases/market/list-instruments.ts'
import { listSignals } from '#usecases/patterns/list-signals.ts'
import { Prefetched, reading, readingPages } from '../../prefetched.tsx'

export const metadata: Metadata = { title: 'Signals' }

export default async function DeskSignalsPage() {
  const ctx = await page('research:read')
  return (
    <Prefetched
      readings={[
        readingPages(ctx, signalsPagesQuery(), [patterns.listSignals, listSignals]),
        reading(ctx, instrumentsQuery(), [market.listInstruments, listInstruments]),
      ]}
    >
      <SignalsPage />
    </Prefetched>
  )
}
