import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fromWireId } from '#api/codecs/id.ts'
import * as research from '#api/research.ts'
import { researchRunQuery } from '#browser/queries/research.ts'
import { ComparePage } from '#components/research/compare-page.tsx'
import { page } from '#http/page.ts'
import { getResearchRun } from '#usecases/research/get-research-run.ts'
import { Prefetched, reading } from '../../../prefetched.tsx'
import type { SearchProps } from '../../../search-props.ts'

export const metadata: Metadata = { title: 'Compare backtests' }

export default async function DeskResearchComparePage({ searchParams }: SearchProps) {
  const ctx = await page('research:read')
  const params = await searchParams
  const [a, b] = [runIdIn(params['a']), runIdIn(params['b'])]
  if (a === null || b === null) notFound()
  const readings = [a, b].map((runId) =>
    reading(ctx, researchRunQuery(runId), [research.getResearchRun, getResearchRun]),
  )
  return (
    <Prefetched readings={readings}>
      <ComparePage a={a} b={b} />
    </Prefetched>
  )
}

function runIdIn(text: string | string[] | undefined): string | null {
  return typeof text === 'string' ? fromWireId('researchRun', text) : null
}
