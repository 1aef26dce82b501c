'use client'
import type { ReactNode } from 'react'
import { usePrices } from '#browser/use-prices.ts'
import { PROVEN } from '#components/ui/figure.tsx'
import { InstrumentName } from '#components/ui/instrument-link.tsx'
import { Amount, Percent, Price } from '#components/ui/money.tsx'
import type { Instrument } from '#core/market/instrument.ts'
import { subtract } from '#core/money/money.ts'
import { MarketOrigin } from './market-origin.tsx'
import { StaleMark } from './stale-mark.tsx'

/** A market's name and its newest prices. */
export function PriceLine({ instrument }: { readonly instrument: Instrument }) {
  const { bid, ask, last, open24h, volume24h, at, isLive } = usePrices(instrument.id)
  const proof = isLive ? PROVEN : ({ kind: 'stale', ageMs: null, at: at ?? undefined } as const)
  const tick = instrument.priceTick
  const change = last === null || open24h === null ? null : subtract(last, open24h)
  return (
    <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
      <h1 className="text-title font-semibold">
        <InstrumentName instrumentId={instrument.id} />
      </h1>
      <MarketOrigin instrumentId={instrument.id} />
      <Price value={last} tick={tick} proof={proof} className="text-title font-medium" />
      <Percent part={change} whole={open24h} />
      <Part label="Bid">
        <Price value={bid} tick={tick} proof={proof} />
      </Part>
      <Part label="Ask">
        <Price value={ask} tick={tick} proof={proof} />
      </Part>
      <Part label="24 h volume">
        <Amount value={volume24h} unit={instrument.base} />
      </Part>
      <StaleMark isStale={!isLive} at={at} />
      {instrument.isTrading ? null : <span className="text-attention">Closed</span>}
    </div>
  )
}

function Part({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <span className="whitespace-nowrap">
      <span className="text-label text-ink-faint">{label}</span> {children}
    </span>
  )
}
