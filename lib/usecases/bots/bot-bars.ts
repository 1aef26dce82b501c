import type { BotView } from '#api/codecs/bot.ts'
import { aggregateBars } from '#core/market/aggregate-bars.ts'
import { type Bars, makeBars, sliceBars } from '#core/market/bars.ts'
import { timeframeMs } from '#core/market/candle.ts'
import { parseInstrumentId } from '#core/market/instrument.ts'
import type { ParameterValues } from '#core/strategies/parameter.ts'
import type { Strategy } from '#core/strategies/strategy.ts'
import { MINUTE_MS, type UnixMs, unixMsOf } from '#core/time/time.ts'
import { readDatasetBars } from '#store/dataset-candles.ts'
import { findMinuteDataset } from '#store/minute-dataset.ts'
import type { Tx } from '#store/transaction.ts'

/** A bot looks back over so many bars at most; what it did before them it no longer knows. */
export const BOT_BARS_MAX = 20_000
/** Minutes in which nothing was traded have no candle: so many times the warm-up's length is searched for it. */
const WARM_UP_SEARCH = 4

export type BotBarsWish = {
  readonly bot: Pick<BotView, 'instrumentId' | 'timeframe'>
  readonly strategy: Strategy
  readonly values: ParameterValues
  readonly startedAt: UnixMs
  /** Bars that close until then. */
  readonly until: UnixMs
}

/**
 * What a bot looks at: as many bars as its strategy needs to warm up, and those since its start, out of the stored
 * candles of one minute.
 */
export async function readBotBars(tx: Tx, wish: BotBarsWish): Promise<Bars> {
  const { bot, strategy, values, startedAt, until } = wish
  const stepMs = timeframeMs[bot.timeframe]
  const source = parseInstrumentId(bot.instrumentId).venueId
  const datasetId = await findMinuteDataset(tx, { instrumentId: bot.instrumentId, source })
  if (datasetId === null) return makeBars(0, stepMs)
  const warmUp = strategy.warmUp(values)
  const from = Math.max(
    startedAt - (startedAt % stepMs) - WARM_UP_SEARCH * warmUp * stepMs,
    until - BOT_BARS_MAX * stepMs,
    0,
  )
  const span = { from: unixMsOf(from), to: until }
  const minutes = await readDatasetBars(tx, { datasetId, timeframeMs: MINUTE_MS, ...span })
  const bars = aggregateBars(minutes, stepMs)
  const begun = bars.openAt.findIndex((openAt) => openAt + stepMs > startedAt)
  const firstTraded = begun === -1 ? bars.length : begun
  return sliceBars(bars, Math.max(0, firstTraded - warmUp), bars.length)
}
