'use client'
import { useQuery } from '@tanstack/react-query'
import type { InstrumentId } from '#core/market/instrument.ts'
import type { Price, Quantity } from '#core/money/money.ts'
import type { UnixMs } from '#core/time/time.ts'
import { useLive } from './live.ts'
import { quotesQuery } from './queries/markets.ts'

/** The newest public prices of one instrument. What was never seen is null. */
export type Prices = {
  readonly bid: Price | null
  readonly ask: Price | null
  readonly last: Price | null
  readonly open24h: Price | null
  readonly volume24h: Quantity | null
  /** When the venue said it; null when it never said anything. */
  readonly at: UnixMs | null
  /** Told by the stream now, not read from what was stored. */
  readonly isLive: boolean
  /** The stream told of them and has not for too long: the venue is silent, or this page is not connected. */
  readonly isStale: boolean
}

const UNSEEN: Prices = {
  bid: null,
  ask: null,
  last: null,
  open24h: null,
  volume24h: null,
  at: null,
  isLive: false,
  isStale: false,
}

/** Live where the stream speaks, else what the desk last stored. */
export function usePrices(instrumentId: InstrumentId): Prices {
  const live = useLive('ticker', instrumentId)
  const stored = useQuery(quotesQuery()).data?.items.find(
    (quote) => quote.instrumentId === instrumentId,
  )
  if (live !== null && live.data !== null) {
    return { ...live.data, isLive: !live.isStale, isStale: live.isStale }
  }
  return stored === undefined ? UNSEEN : { ...UNSEEN, ...stored, at: stored.venueAt }
}
