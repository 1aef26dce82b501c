import type { Metadata } from 'next'
import * as patterns from '#api/patterns.ts'
import { patternStatsQuery } from '#browser/queries/patterns.ts'
import { HitRatesPage } from '#components/signals/hit-rates-page.tsx'
import { page } from '#http/page.ts'
import { getPatternStats } from '#usecases/patterns/get-pattern-stats.ts'
import { Prefetched, reading } from '../../../prefetched.tsx'

export const metadata: Metadata = { title: 'Hit rates' }

export default async function DeskHitRatesPage() {
  const ctx = await page('research:read')
  return (
    <Prefetched
      readings={[reading(ctx, patternStatsQuery(), [patterns.getPatternStats, getPatternStats])]}
    >
      <HitRatesPage />
    </Prefetched>
  )
}
