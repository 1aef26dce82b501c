import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import * as datasets from '#api/datasets.ts'
import { datasetQuery } from '#browser/queries/research.ts'
import { DatasetPage } from '#components/research/dataset-page.tsx'
import { page } from '#http/page.ts'
import { getDataset } from '#usecases/datasets/get-dataset.ts'
import { Prefetched, reading } from '../../../../prefetched.tsx'

export const metadata: Metadata = { title: 'Dataset' }

const NUMBER = /^[1-9]\d{0,8}$/

export default async function DeskDatasetPage({
  params,
}: PageProps<'/desk/research/datasets/[datasetId]'>) {
  const ctx = await page('research:read')
  const text = (await params).datasetId
  if (!NUMBER.test(text)) notFound()
  const datasetId = Number(text)
  return (
    <Prefetched
      readings={[reading(ctx, datasetQuery(datasetId), [datasets.getDataset, getDataset])]}
    >
      <DatasetPage datasetId={datasetId} />
    </Prefetched>
  )
}
