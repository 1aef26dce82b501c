'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toWireId } from '#api/codecs/id.ts'
import type { ResearchRunView } from '#api/codecs/research.ts'
import { researchRunsPagesQuery } from '#browser/queries/research.ts'
import { Select } from '#components/ui/field.tsx'
import { parametersText } from './runs-table.tsx'

/** Leads to the comparison of a backtest with one of the newest others. */
export function CompareChoice({ run }: { readonly run: ResearchRunView }) {
  const router = useRouter()
  const { data } = useInfiniteQuery(researchRunsPagesQuery())
  const others = (data?.pages ?? [])
    .flatMap(({ items }) => items)
    .filter(({ id, kind, state }) => id !== run.id && kind === 'BACKTEST' && state === 'DONE')
  if (others.length === 0) return null
  return (
    <Select
      label="Compare with"
      value=""
      onChange={({ currentTarget: { value } }) => router.push(comparePath(run.id, value))}
    >
      <option value="">Choose a backtest</option>
      {others.map((each) => (
        <option key={each.id} value={each.id}>
          {each.strategy}, {each.instrumentId} {each.timeframe}, {parametersText(each)}
        </option>
      ))}
    </Select>
  )
}

function comparePath(a: string, b: string): string {
  const [first, second] = [a, b].map((id) => toWireId('researchRun', id))
  return `/desk/research/compare?a=${first}&b=${second}`
}
