import type { Metadata } from 'next'
import * as datasets from '#api/datasets.ts'
import { datasetsQuery } from '#browser/queries/research.ts'
import { DatasetsPage } from '#components/research/datasets-page.tsx'
import { page } from '#http/page.ts'
import { listDatasets } from '#usecases/datasets/list-datasets.ts'
import { Prefetched, reading } from '../../../prefetched.tsx'

export const metadata: Metadata = { title: 'Datasets' }

export default async function DeskDatasetsPage() {
  const ctx = await page('research:read')
  return (
    <Prefetched readings={[reading(ctx, datasetsQuery(), [datasets.listDatasets, listDatasets])]}>
      <DatasetsPage />
    </Prefetched>
  )
}
