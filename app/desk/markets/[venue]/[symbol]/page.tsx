import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import * as market from '#api/market.ts'
import {
  candlesQuery,
  instrumentsQuery,
  quotesQuery,
  venuesQuery,
} from '#browser/queries/markets.ts'
import { scopeOfParams } from '#browser/scope.ts'
import { MarketChart } from '#components/market/chart/market-chart.tsx'
import { PriceLadder } from '#components/market/ladder/price-ladder.tsx'
import { MarketLayout } from '#components/market/layout/market-layout.tsx'
import { LinkChoice } from '#components/market/link/link-choice.tsx'
import { PopOut } from '#components/market/link/pop-out.tsx'
import { PriceLine } from '#components/market/price-line.tsx'
import { OrderTicket } from '#components/orders/order-ticket.tsx'
import { TIMEFRAMES } from '#core/market/candle.ts'
import { load } from '#http/load.ts'
import { page } from '#http/page.ts'
import { listCandles } from '#usecases/market/list-candles.ts'
import { listInstruments } from '#usecases/market/list-instruments.ts'
import { listQuotes } from '#usecases/market/list-quotes.ts'
import { listVenues } from '#usecases/market/list-venues.ts'
import { Prefetched, reading } from '../../../../prefetched.tsx'
import type { SearchProps } from '../../../../search-props.ts'
import { DepthChart, MarketOrders, MarketPositions, OrderBook, TradeTape } from './later-panels.tsx'

type Props = SearchProps & {
  readonly params: Promise<{ readonly venue: string; readonly symbol: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).symbol }
}

export default async function DeskMarketPage({ params, searchParams }: Props) {
  const ctx = await page('markets:read')
  const { venue, symbol } = await params
  const search = await searchParams
  const { items } = await load(ctx, [market.listInstruments, listInstruments], {})
  const instrument = items.find(({ id }) => id === `${venue}:${symbol}`)
  if (instrument === undefined) notFound()
  const scope = scopeOfParams(search)
  const timeframe = TIMEFRAMES.find((each) => each === search['timeframe']) ?? '1m'
  const candles = candlesQuery({ instrumentId: instrument.id, timeframe })
  return (
    <Prefetched
      readings={[
        reading(ctx, instrumentsQuery(), [market.listInstruments, listInstruments]),
        reading(ctx, quotesQuery(), [market.listQuotes, listQuotes]),
        reading(ctx, venuesQuery(), [market.listVenues, listVenues]),
        reading(ctx, candles, [market.listCandles, listCandles]),
      ]}
    >
      <MarketLayout
        head={<PriceLine instrument={instrument} />}
        links={
          <>
            <LinkChoice instrumentId={instrument.id} addressOf="page" hasTicket />
            <PopOut instrumentId={instrument.id} />
          </>
        }
        chart={<MarketChart instrument={instrument} timeframe={timeframe} scope={scope} />}
        sides={{
          ladder: <PriceLadder instrument={instrument} scope={scope} />,
          book: <OrderBook instrument={instrument} />,
          tape: <TradeTape instrument={instrument} />,
          depth: <DepthChart instrument={instrument} />,
        }}
        ticket={<OrderTicket instrument={instrument} scope={scope} />}
        below={
          <div className="grid gap-3 xl:grid-cols-2">
            <MarketPositions instrumentId={instrument.id} scope={scope} />
            <MarketOrders instrumentId={instrument.id} scope={scope} />
          </div>
        }
      />
    </Prefetched>
  )
}
