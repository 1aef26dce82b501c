'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { fillsPagesQuery } from '#browser/queries/fills.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { LoadedPages } from '#components/ui/loaded-pages.tsx'
import { Table } from '#components/ui/table.tsx'
import type { InstrumentId } from '#core/market/instrument.ts'
import { fillColumns } from './fill-columns.tsx'
import { fillsInput } from './fills-input.ts'

/** The scope's fills, the newest first, page after page. */
export function FillList({
  scope,
  instrumentId = null,
}: {
  readonly scope: ScopeChoice
  readonly instrumentId?: InstrumentId | null
}) {
  const instruments = useInstruments()
  const columns = useMemo(() => fillColumns(instruments), [instruments])
  const query = useInfiniteQuery(fillsPagesQuery(fillsInput(scope, instrumentId)))
  return (
    <LoadedPages query={query} what="Fills" empty="No fill yet. An order that trades makes one.">
      {(fills) => <Table label="Fills" columns={columns} rows={fills} rowKey={({ id }) => id} />}
    </LoadedPages>
  )
}
