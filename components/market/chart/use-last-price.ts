'use client'
import { useEffect } from 'react'
import { usePrices } from '#browser/use-prices.ts'
import { ageText } from '#components/ui/time-text.ts'
import { useNow } from '#components/ui/use-now.ts'
import type { Timeframe } from '#core/market/candle.ts'
import type { Instrument } from '#core/market/instrument.ts'
import { type Price, toNumber } from '#core/money/money.ts'
import { countdownText } from './candle-countdown.ts'
import type { ChartEngine } from './engine/chart-engine.ts'
import { priceText } from './line-words.ts'
import type { CandleFeed } from './use-candle-history.ts'

/** The last price on the chart's axis, with the countdown of its candle; grey with its age once it is not live. */
export function useLastPrice(input: {
  readonly engine: ChartEngine
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly feed: CandleFeed
}): Price | null {
  const { engine, instrument, timeframe, feed } = input
  const { last, at, isLive } = usePrices(instrument.id)
  const now = useNow()
  useEffect(() => {
    if (last === null) return engine.setLast(null)
    const price = toNumber(last)
    const age = now === null || at === null ? '' : `${ageText(now - at)} old`
    const countdown = now === null ? '' : countdownText(now, timeframe)
    engine.setLast({
      price,
      text: priceText(last, instrument),
      under: isLive ? countdown : age,
      isRise: price >= (feed.history.candles.at(-1)?.open ?? price),
      isStale: !isLive,
    })
  }, [engine, instrument, timeframe, feed, last, at, isLive, now])
  return last
}
