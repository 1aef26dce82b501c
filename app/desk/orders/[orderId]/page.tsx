import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { fromWireId } from '#api/codecs/id.ts'
import * as fills from '#api/fills.ts'
import * as market from '#api/market.ts'
import * as orders from '#api/orders.ts'
import { fillsPagesQuery } from '#browser/queries/fills.ts'
import { instrumentsQuery } from '#browser/queries/markets.ts'
import { orderQuery } from '#browser/queries/orders.ts'
import { FillsOfOrder } from '#components/fills/fills-of-order.tsx'
import { OrderPage } from '#components/orders/order-page.tsx'
import { page } from '#http/page.ts'
import { listFills } from '#usecases/fills/list-fills.ts'
import { listInstruments } from '#usecases/market/list-instruments.ts'
import { getOrder } from '#usecases/orders/get-order.ts'
import { Prefetched, reading, readingPages } from '../../../prefetched.tsx'

export const metadata: Metadata = { title: 'Order' }

export default async function DeskOrderPage({ params }: PageProps<'/desk/orders/[orderId]'>) {
  const ctx = await page('orders:read')
  const orderId = fromWireId('order', (await params).orderId)
  if (orderId === null) notFound()
  return (
    <Prefetched
      readings={[
        reading(ctx, instrumentsQuery(), [market.listInstruments, listInstruments]),
        reading(ctx, orderQuery(orderId), [orders.getOrder, getOrder]),
        readingPages(ctx, fillsPagesQuery({ orderId }), [fills.listFills, listFills]),
      ]}
    >
      <OrderPage orderId={orderId} fills={<FillsOfOrder orderId={orderId} />} />
    </Prefetched>
  )
}
