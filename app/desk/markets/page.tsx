import type { Metadata } from 'next'
import * as market from '#api/market.ts'
import { instrumentsQuery, quotesQuery, venuesQuery } from '#browser/queries/markets.ts'
import { MarketList } from '#components/market/market-list.tsx'
import { page } from '#http/page.ts'
import { listInstruments } from '#usecases/market/list-instruments.ts'
import { listQuotes } from '#usecases/market/list-quotes.ts'
import { listVenues } from '#usecases/market/list-venues.ts'
import { Prefetched, reading } from '../../prefetched.tsx'

export const metadata: Metadata = { title: 'Markets' }

export default async function DeskMarketsPage() {
  const ctx = await page('markets:read')
  return (
    <Prefetched
      readings={[
        reading(ctx, instrumentsQuery(), [market.listInstruments, listInstruments]),
        reading(ctx, quotesQuery(), [market.listQuotes, listQuotes]),
        reading(ctx, venuesQuery(), [market.listVenues, listVenues]),
      ]}
    >
      <h1 className="sr-only">Markets</h1>
      <MarketList />
    </Prefetched>
  )
}
