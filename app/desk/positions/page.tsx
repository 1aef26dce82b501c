import type { Metadata } from 'next'
import * as market from '#api/market.ts'
import * as orders from '#api/orders.ts'
import * as portfolio from '#api/portfolio.ts'
import { instrumentsQuery } from '#browser/queries/markets.ts'
import { positionsQuery } from '#browser/queries/positions.ts'
import { scopeInput, scopeOfParams } from '#browser/scope.ts'
import { openOrdersOf } from '#components/positions/open-orders.ts'
import { page } from '#http/page.ts'
import { listInstruments } from '#usecases/market/list-instruments.ts'
import { listOrders } from '#usecases/orders/list-orders.ts'
import { listPositions } from '#usecases/positions/list-positions.ts'
import { Prefetched, reading } from '../../prefetched.tsx'
import type { SearchProps } from '../../search-props.ts'
import { PositionsWithActs } from './positions-with-acts.tsx'

export const metadata: Metadata = { title: 'Positions' }

export default async function DeskPositionsPage({ searchParams }: SearchProps) {
  const ctx = await page('positions:read')
  const scope = scopeOfParams(await searchParams)
  return (
    <Prefetched
      readings={[
        reading(ctx, positionsQuery(scopeInput(scope)), [portfolio.listPositions, listPositions]),
        reading(ctx, openOrdersOf(scope), [orders.listOrders, listOrders]),
        reading(ctx, instrumentsQuery(), [market.listInstruments, listInstruments]),
      ]}
    >
      <PositionsWithActs />
    </Prefetched>
  )
}
