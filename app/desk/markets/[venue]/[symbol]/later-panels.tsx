'use client'
import dynamic from 'next/dynamic'
import { SkeletonRows } from '#components/ui/faces.tsx'

const SKELETON_ROWS = 4

// A market is read and traded from before what stands below it is there.
const Loading = () => <SkeletonRows rows={SKELETON_ROWS} />

export const MarketPositions = dynamic(
  () =>
    import('#components/positions/market-positions.tsx').then((module) => module.MarketPositions),
  { ssr: false, loading: Loading },
)
export const MarketOrders = dynamic(
  () => import('#components/orders/market-orders.tsx').then((module) => module.MarketOrders),
  { ssr: false, loading: Loading },
)

// Of the panels beside the chart one is shown: the ladder, unless somebody chose another.
export const OrderBook = dynamic(() =>
  import('#components/market/order-book.tsx').then((module) => module.OrderBook),
)
export const TradeTape = dynamic(() =>
  import('#components/market/trade-tape.tsx').then((module) => module.TradeTape),
)
export const DepthChart = dynamic(() =>
  import('#components/market/depth-chart.tsx').then((module) => module.DepthChart),
)
