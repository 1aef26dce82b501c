import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fromWireId } from '#api/codecs/id.ts'
import * as proof from '#api/proof.ts'
import { breakQuery } from '#browser/queries/books.ts'
import { BreakPage } from '#components/accounts/break-page.tsx'
import { page } from '#http/page.ts'
import { getBreak } from '#usecases/breaks/get-break.ts'
import { Prefetched, reading } from '../../../../prefetched.tsx'

export const metadata: Metadata = { title: 'Break' }

export default async function DeskBreakPage({
  params,
}: PageProps<'/desk/accounts/breaks/[breakId]'>) {
  const ctx = await page('breaks:read')
  const breakId = fromWireId('break', (await params).breakId)
  if (breakId === null) notFound()
  return (
    <Prefetched readings={[reading(ctx, breakQuery(breakId), [proof.getBreak, getBreak])]}>
      <BreakPage breakId={breakId} />
    </Prefetched>
  )
}
