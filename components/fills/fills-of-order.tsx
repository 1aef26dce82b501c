'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { fillsPagesQuery } from '#browser/queries/fills.ts'
import { useInstruments } from '#browser/use-instruments.ts'
import { LoadedPages } from '#components/ui/loaded-pages.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { Table } from '#components/ui/table.tsx'
import { fillColumns } from './fill-columns.tsx'

/** What the order's page says of every fill already. */
const LEFT_TO_THE_PAGE: readonly string[] = ['market', 'owner', 'order']

/** The fills of one order, the newest first. */
export function FillsOfOrder({ orderId }: { readonly orderId: string }) {
  const instruments = useInstruments()
  const columns = useMemo(
    () => fillColumns(instruments).filter(({ key }) => !LEFT_TO_THE_PAGE.includes(key)),
    [instruments],
  )
  const query = useInfiniteQuery(fillsPagesQuery({ orderId }))
  return (
    <Panel title="Fills">
      <LoadedPages query={query} what="Fills" empty="Nothing of it has been filled." rows={2}>
        {(fills) => <Table label="Fills" columns={columns} rows={fills} rowKey={({ id }) => id} />}
      </LoadedPages>
    </Panel>
  )
}
