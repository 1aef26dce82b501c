'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { listCandles } from '#api/market.ts'
import type { PublicChannel } from '#api/stream.ts'
import { issueStreamTicket } from '#api/stream-ticket.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { call } from './call.ts'
import { mergeAccountEvent, refetchAccounts } from './merge-account-event.ts'
import { mergeCandle } from './merge-candle.ts'
import { Refetcher } from './refetcher.ts'
import { type PublicState, Stream } from './stream.ts'
import type { StreamStatus } from './stream-connection.ts'
import { browserPorts } from './stream-ports.ts'

let stream: Stream | null = null

/** The page's one stream. Only in the browser: call it from effects and event handlers. */
export function liveStream(): Stream {
  if (stream !== null) return stream
  const made = new Stream(browserPorts(async () => (await call(issueStreamTicket, {})).ticket))
  stream = made
  addEventListener('online', () => made.wake())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') made.wake()
  })
  return made
}

/** Whether what is on screen is live; `idle` on the server and while nothing is watched. */
export function useStreamStatus(): StreamStatus {
  return useSyncExternalStore(
    (listener) => liveStream().onStatus(listener),
    () => liveStream().status,
    () => 'idle',
  )
}

/**
 * Keeps the caches of these accounts current while the component is mounted. `eventSeq` is the account's, as
 * accountsQuery read it: events after it are heard without reading anything again.
 */
export function useLiveAccounts(
  accounts: readonly { readonly id: string; readonly eventSeq: number }[],
): void {
  const queryClient = useQueryClient()
  const ids = accounts.map(({ id }) => id).join(' ')
  // Where an account begins matters once; a later number must not end its channel.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `ids` stands for the accounts
  const begun = useMemo(() => accounts, [ids])
  useEffect(() => {
    const refetcher = new Refetcher(queryClient)
    const leave = begun.map(({ id, eventSeq }) =>
      liveStream().watchAccount(
        { accountId: id, fromSeq: eventSeq },
        {
          onEvent: (event) => mergeAccountEvent({ queryClient, refetcher }, event),
          onGap: () => refetchAccounts(refetcher),
        },
      ),
    )
    return () => {
      for (const stop of leave) stop()
      refetcher.stop()
    }
  }, [queryClient, begun])
}

/** The newest state of a public channel: `useLive('book', instrumentId)`. Null before anything arrived. */
export function useLive<Kind extends PublicChannel>(
  kind: Kind,
  instrumentId: InstrumentId,
): PublicState<Kind> | null {
  const subscribe = useMemo(
    () => (listener: () => void) => liveStream().watchPublic(kind, instrumentId, listener),
    [kind, instrumentId],
  )
  return useSyncExternalStore(
    subscribe,
    () => liveStream().publicState(kind, instrumentId),
    () => null,
  )
}

/** Keeps the cached candles of an instrument running while the component is mounted. */
export function useLiveCandles(instrumentId: InstrumentId): void {
  const queryClient = useQueryClient()
  useEffect(() => {
    const refetcher = new Refetcher(queryClient)
    const leave = liveStream().watchPublic('candles', instrumentId, () => {
      const minute = liveStream().publicState('candles', instrumentId)?.data
      if (minute === undefined || minute === null) return
      mergeCandle(queryClient, instrumentId, minute)
      if (minute.isClosed) refetcher.refetch(listCandles.name)
    })
    return () => {
      leave()
      refetcher.stop()
    }
  }, [queryClient, instrumentId])
}
