'use client'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { openOrdersQuery } from '#browser/queries/orders.ts'
import { positionsQuery } from '#browser/queries/positions.ts'
import type { ScopeChoice } from '#browser/scope.ts'
import { manualBookOf } from '#browser/trading-account.ts'
import { useLiveFrame } from '#browser/use-live-frame.ts'
import { useTradingAccount } from '#browser/use-trading-account.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { LadderTracker } from './ladder-tracker.ts'
import { ladderOrders } from './own-orders.ts'

/** What a ladder shows: the book, what traded, the scope's own orders, and the position of the ticket's account. */
export function useLadderMarket(instrument: Instrument, scope: ScopeChoice) {
  const book = useLiveFrame('book', instrument.id)
  const trades = useLiveFrame('trades', instrument.id)
  const { account } = useTradingAccount(instrument, scope)
  const open = useQuery(openOrdersQuery()).data?.items
  const { clientId, accountId } = scope
  const orders = useMemo(
    () =>
      ladderOrders(open ?? [], {
        instrumentId: instrument.id,
        scope: { clientId, accountId },
      }),
    [open, instrument.id, clientId, accountId],
  )
  const positions = useQuery({
    ...positionsQuery({ accountId: account?.id ?? '' }),
    enabled: account !== null,
  }).data?.items
  const bookId = manualBookOf(account)?.id
  const position =
    positions?.find((each) => each.bookId === bookId && each.instrumentId === instrument.id) ?? null
  const tracker = useTracker(instrument.id)
  const data = book?.data ?? null
  // A look may be taken twice without harm: trades seen before are not counted again.
  tracker.see({ book: data, trades: trades?.data?.trades ?? [], orders })
  return { book: data, isStale: book?.isStale ?? true, orders, position, account, tracker }
}

function useTracker(instrumentId: string): LadderTracker {
  const kept = useRef<{ readonly instrumentId: string; readonly tracker: LadderTracker } | null>(
    null,
  )
  if (kept.current?.instrumentId !== instrumentId) {
    kept.current = { instrumentId, tracker: new LadderTracker() }
  }
  return kept.current.tracker
}
