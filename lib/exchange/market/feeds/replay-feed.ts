import type { AgentSymbol } from '../agent-port.ts'
import { createTickGrid } from '../tick-grid.ts'
import { FeedError } from './feed-error.ts'
import type { ReplayFeed } from './price-feed.ts'
import { createPricePath, priceAt, recordedAt } from './price-path.ts'
import type { Recording } from './read-recording.ts'

/** With fewer ticks in a price, a recording would move in visible stairs. */
export const PRICE_TICKS_MIN = 100

/** Makes a recording playable as the price of one symbol. It plays once: prices never jump back to the start. */
export function createReplayFeed(input: {
  symbol: AgentSymbol
  fileName: string
  recording: Recording
}): ReplayFeed {
  const { symbol, fileName } = input
  const path = createPricePath(input.recording)
  const startPrice = path.prices[0] ?? 0
  const { tick } = createTickGrid(symbol)
  if (startPrice / tick < PRICE_TICKS_MIN) {
    throw new FeedError(
      `${fileName}: expected prices of at least ${PRICE_TICKS_MIN} ticks of ${symbol.tickSize} for ` +
        `${symbol.base}-${symbol.quote}, found ${startPrice}; name another symbol after the colon`,
    )
  }
  const durationMs = path.playAt.at(-1) ?? 0
  return {
    kind: 'replay',
    symbol: symbol.symbol,
    file: fileName,
    startPrice: String(startPrice),
    firstAt: path.recordedAt[0] ?? 0,
    lastAt: path.recordedAt.at(-1) ?? 0,
    durationMs,
    flaws: path.flaws,
    priceAfter: (elapsedMs) => (elapsedMs < durationMs ? priceAt(path, elapsedMs) : null),
    recordedAt: (elapsedMs) => recordedAt(path, elapsedMs),
  }
}
