import type { Metadata } from 'next'
import * as market from '#api/market.ts'
import * as portfolio from '#api/portfolio.ts'
import { instrumentsQuery } from '#browser/queries/markets.ts'
import { positionsQuery } from '#browser/queries/positions.ts'
import { ClientPositions } from '#components/client-pages/client-positions.tsx'
import { listInstruments } from '#usecases/market/list-instruments.ts'
import { listPositions } from '#usecases/positions/list-positions.ts'
import { Prefetched, reading } from '../../../prefetched.tsx'
import { visibleClient } from '../../visible-client.ts'

export const metadata: Metadata = { title: 'Positions' }

export default async function ClientPositionsPage({
  params,
}: PageProps<'/client/[clientId]/positions'>) {
  const { ctx, clientId } = await visibleClient('positions:read', params)
  return (
    <Prefetched
      readings={[
        reading(ctx, positionsQuery({ clientId }), [portfolio.listPositions, listPositions]),
        reading(ctx, instrumentsQuery(), [market.listInstruments, listInstruments]),
      ]}
    >
      <ClientPositions clientId={clientId} />
    </Prefetched>
  )
}
