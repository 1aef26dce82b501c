'use client'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { listCandles } from '#api/market.ts'
import { call } from '#browser/call.ts'
import { useLiveCandles } from '#browser/live.ts'
import { candlesQuery } from '#browser/queries/markets.ts'
import type { Timeframe } from '#core/market/candle.ts'
import type { InstrumentId } from '#core/market/instrument.ts'
import { CANDLES_KEPT_MAX, type CandleChange, CandleHistory } from './candle-history.ts'

export type CandleFeed = {
  readonly history: CandleHistory
  /** Is told what changed, and at once of everything there is. */
  listen(listener: (change: CandleChange) => void): () => void
  /** Reads the page before the first candle; nothing while one is read, or when there is none. */
  readEarlier(): void
}

/**
 * A market's candles in one timeframe as far back as was asked for, running with the stream. Give the
 * component a key of both.
 */
export function useCandleHistory(instrumentId: InstrumentId, timeframe: Timeframe) {
  useLiveCandles(instrumentId)
  const query = useQuery(candlesQuery({ instrumentId, timeframe }))
  const [history] = useState(() => new CandleHistory())
  const listeners = useRef(new Set<(change: CandleChange) => void>())
  const tell = useCallback((change: CandleChange) => {
    for (const listener of listeners.current) listener(change)
  }, [])
  const items = query.data?.items
  useEffect(() => {
    if (items !== undefined) tell(history.takeNewest(items))
  }, [history, items, tell])
  const readEarlier = useEarlier({ history, instrumentId, timeframe, tell })
  const listen = useCallback(
    (listener: (change: CandleChange) => void) => {
      listeners.current.add(listener)
      if (history.candles.length > 0) listener({ kind: 'all' })
      return () => listeners.current.delete(listener)
    },
    [history],
  )
  const [feed] = useState<CandleFeed>(() => ({ history, listen, readEarlier }))
  return { query, feed }
}

function useEarlier({
  history,
  instrumentId,
  timeframe,
  tell,
}: {
  readonly history: CandleHistory
  readonly instrumentId: InstrumentId
  readonly timeframe: Timeframe
  tell(change: CandleChange): void
}): () => void {
  const reading = useRef<AbortController | null>(null)
  const isAtStart = useRef(false)
  useEffect(() => () => reading.current?.abort(), [])
  return useCallback(() => {
    const to = history.candles[0]?.openAt
    const isFull = history.candles.length >= CANDLES_KEPT_MAX
    if (to === undefined || isFull || isAtStart.current || reading.current !== null) return
    const controller = new AbortController()
    reading.current = controller
    call(listCandles, { instrumentId, timeframe, to }, { signal: controller.signal })
      .then(({ items }) => {
        isAtStart.current = items.length === 0
        tell(history.takeEarlier(items))
      })
      // Panning on asks again; what is drawn stays.
      .catch(() => undefined)
      .finally(() => {
        reading.current = null
      })
  }, [history, instrumentId, timeframe, tell])
}
