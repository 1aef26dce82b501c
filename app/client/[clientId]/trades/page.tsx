import type { Metadata } from 'next'
import * as fills from '#api/fills.ts'
import * as market from '#api/market.ts'
import { fillsPagesQuery } from '#browser/queries/fills.ts'
import { instrumentsQuery } from '#browser/queries/markets.ts'
import { ClientTrades } from '#components/client-pages/client-trades.tsx'
import { listFills } from '#usecases/fills/list-fills.ts'
import { listInstruments } from '#usecases/market/list-instruments.ts'
import { Prefetched, reading, readingPages } from '../../../prefetched.tsx'
import { visibleClient } from '../../visible-client.ts'

export const metadata: Metadata = { title: 'Trades' }

export default async function ClientTradesPage({ params }: PageProps<'/client/[clientId]/trades'>) {
  const { ctx, clientId } = await visibleClient('fills:read', params)
  return (
    <Prefetched
      readings={[
        readingPages(ctx, fillsPagesQuery({ clientId }), [fills.listFills, listFills]),
        reading(ctx, instrumentsQuery(), [market.listInstruments, listInstruments]),
      ]}
    >
      <ClientTrades clientId={clientId} />
    </Prefetched>
  )
}
