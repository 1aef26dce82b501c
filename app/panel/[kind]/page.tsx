import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import * as market from '#api/market.ts'
import { candlesQuery, instrumentsQuery, quotesQuery } from '#browser/queries/markets.ts'
import { type ScopeChoice, scopeOfParams } from '#browser/scope.ts'
import { LiveAccounts } from '#components/frame/live-accounts.tsx'
import { ModeMark } from '#components/frame/mode-mark.tsx'
import { MarketChart } from '#components/market/chart/market-chart.tsx'
import { PriceLadder } from '#components/market/ladder/price-ladder.tsx'
import { LinkChoice } from '#components/market/link/link-choice.tsx'
import { PanelKeys } from '#components/market/link/panel-keys.tsx'
import { PANEL_KINDS, type PanelKind } from '#components/market/link/panel-kinds.ts'
import { TradeTape } from '#components/market/trade-tape.tsx'
import { OrderTicket } from '#components/orders/order-ticket.tsx'
import { StopButton } from '#components/stop/stop-button.tsx'
import { TIMEFRAMES } from '#core/market/candle.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { load } from '#http/load.ts'
import { page } from '#http/page.ts'
import { listCandles } from '#usecases/market/list-candles.ts'
import { listInstruments } from '#usecases/market/list-instruments.ts'
import { listQuotes } from '#usecases/market/list-quotes.ts'
import { frameReadings } from '../../frame-readings.ts'
import { Prefetched, reading } from '../../prefetched.tsx'
import type { SearchProps } from '../../search-props.ts'

type Props = SearchProps & { readonly params: Promise<{ readonly kind: string }> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { symbol } = await searchParams
  return { title: typeof symbol === 'string' ? symbol : 'Panel' }
}

/** One panel of a market in a window of its own, without the desk's frame but with its STOP. */
export default async function PanelPage({ params, searchParams }: Props) {
  const ctx = await page('markets:read')
  const wished = (await params).kind
  const search = await searchParams
  const { items } = await load(ctx, [market.listInstruments, listInstruments], {})
  const instrument = items.find(({ id }) => id === search['symbol'])
  const shown = PANEL_KINDS.find((each) => each === wished)
  if (instrument === undefined || shown === undefined) notFound()
  const scope = scopeOfParams(search)
  const timeframe = TIMEFRAMES.find((each) => each === search['timeframe']) ?? '1m'
  const candles = candlesQuery({ instrumentId: instrument.id, timeframe })
  return (
    <Prefetched
      readings={[
        ...frameReadings(ctx),
        reading(ctx, instrumentsQuery(), [market.listInstruments, listInstruments]),
        reading(ctx, quotesQuery(), [market.listQuotes, listQuotes]),
        ...(shown === 'chart' ? [reading(ctx, candles, [market.listCandles, listCandles])] : []),
      ]}
    >
      <PanelKeys />
      <div className="flex h-dvh flex-col">
        <header className="flex h-10 items-center gap-2 border-b border-line bg-panel px-2">
          <h1 className="text-body font-semibold">
            {instrument.base}-{instrument.quote}
          </h1>
          <span className="flex-1" />
          <LiveAccounts />
          <LinkChoice
            instrumentId={instrument.id}
            addressOf="panel"
            hasTicket={shown === 'ticket'}
          />
          <ModeMark scope={scope} />
          <StopButton />
        </header>
        <main className="min-h-0 flex-1 overflow-auto p-2">
          <Shown kind={shown} {...{ instrument, scope, timeframe }} />
        </main>
      </div>
    </Prefetched>
  )
}

function Shown({
  kind,
  instrument,
  scope,
  timeframe,
}: {
  readonly kind: PanelKind
  readonly instrument: Instrument
  readonly scope: ScopeChoice
  readonly timeframe: (typeof TIMEFRAMES)[number]
}) {
  switch (kind) {
    case 'chart':
      return <MarketChart instrument={instrument} timeframe={timeframe} scope={scope} />
    case 'ladder':
      return <PriceLadder instrument={instrument} scope={scope} />
    case 'ticket':
      return <OrderTicket instrument={instrument} scope={scope} isWindow />
    case 'tape':
      return <TradeTape instrument={instrument} />
  }
}
