'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { InstrumentQuote } from '#api/codecs/market.ts'
import { instrumentsQuery, quotesQuery } from '#browser/queries/markets.ts'
import { EmptyFace } from '#components/ui/faces.tsx'
import { InstrumentLink } from '#components/ui/instrument-link.tsx'
import { Loaded } from '#components/ui/loaded.tsx'
import { Amount, Percent, Price } from '#components/ui/money.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { type Column, Table } from '#components/ui/table.tsx'
import { Age } from '#components/ui/time.tsx'
import type { Instrument } from '#core/market/instrument.ts'
import { subtract } from '#core/money/money.ts'
import { MarketOrigin } from './market-origin.tsx'

const ASK_EVERY_MS = 2_000

type Listing = { readonly instrument: Instrument; readonly quote: InstrumentQuote | null }

const COLUMNS: readonly Column<Listing>[] = [
  {
    key: 'market',
    header: 'Market',
    cell: ({ instrument }) => (
      <span className="inline-flex items-center gap-2">
        <InstrumentLink instrumentId={instrument.id} />
        <MarketOrigin instrumentId={instrument.id} />
      </span>
    ),
  },
  {
    key: 'last',
    header: 'Last',
    isNumber: true,
    cell: ({ instrument, quote }) => (
      <Price value={quote?.last ?? null} tick={instrument.priceTick} />
    ),
  },
  { key: 'change', header: '24 h', isNumber: true, cell: ({ quote }) => <Change quote={quote} /> },
  {
    key: 'bid',
    header: 'Bid',
    isNumber: true,
    cell: ({ instrument, quote }) => (
      <Price value={quote?.bid ?? null} tick={instrument.priceTick} />
    ),
  },
  {
    key: 'ask',
    header: 'Ask',
    isNumber: true,
    cell: ({ instrument, quote }) => (
      <Price value={quote?.ask ?? null} tick={instrument.priceTick} />
    ),
  },
  {
    key: 'volume',
    header: '24 h volume',
    isNumber: true,
    cell: ({ instrument, quote }) => (
      <Amount value={quote?.volume24h ?? null} unit={instrument.base} />
    ),
  },
  {
    key: 'age',
    header: 'Age',
    isNumber: true,
    cell: ({ quote }) => <Age at={quote?.venueAt ?? null} className="text-ink-faint" />,
  },
]

/** Every market with its newest prices. */
export function MarketList() {
  const instruments = useQuery(instrumentsQuery())
  const quotes = useQuery({ ...quotesQuery(), refetchInterval: ASK_EVERY_MS }).data?.items
  const byId = useMemo(() => new Map(quotes?.map((each) => [each.instrumentId, each])), [quotes])
  return (
    <Panel title="Markets">
      <Loaded query={instruments} what="Markets" rows={8}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyFace text="No market is known yet. The runner reads them from the venues when it starts." />
          ) : (
            <Table
              label="Markets"
              columns={COLUMNS}
              rows={items.map((instrument) => ({
                instrument,
                quote: byId.get(instrument.id) ?? null,
              }))}
              rowKey={({ instrument }) => instrument.id}
            />
          )
        }
      </Loaded>
    </Panel>
  )
}

function Change({ quote }: { readonly quote: InstrumentQuote | null }) {
  const { last = null, open24h = null } = quote ?? {}
  const change = last === null || open24h === null ? null : subtract(last, open24h)
  return <Percent part={change} whole={open24h} />
}
