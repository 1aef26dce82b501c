import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fromWireId } from '#api/codecs/id.ts'
import * as market from '#api/market.ts'
import * as research from '#api/research.ts'
import { instrumentsQuery } from '#browser/queries/markets.ts'
import { researchRunQuery } from '#browser/queries/research.ts'
import { RunPage } from '#components/research/run-page.tsx'
import { page } from '#http/page.ts'
import { listInstruments } from '#usecases/market/list-instruments.ts'
import { getResearchRun } from '#usecases/research/get-research-run.ts'
import { Prefetched, reading } from '../../../prefetched.tsx'

export const metadata: Metadata = { title: 'Research run' }

export default async function DeskResearchRunPage({ params }: PageProps<'/desk/research/[runId]'>) {
  const ctx = await page('research:read')
  const runId = fromWireId('researchRun', (await params).runId)
  if (runId === null) notFound()
  return (
    <Prefetched
      readings={[
        reading(ctx, instrumentsQuery(), [market.listInstruments, listInstruments]),
        reading(ctx, researchRunQuery(runId), [research.getResearchRun, getResearchRun]),
      ]}
    >
      <RunPage runId={runId} />
    </Prefetched>
  )
}
