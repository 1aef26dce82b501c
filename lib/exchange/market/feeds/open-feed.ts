import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { AgentSymbol } from '../agent-port.ts'
import { createCcxtSource, openCcxtExchange } from './ccxt-source.ts'
import { FeedError } from './feed-error.ts'
import { parseFeedOption, resolveSymbol } from './feed-option.ts'
import { startLiveFeed } from './live-feed.ts'
import type { PriceFeed } from './price-feed.ts'
import { RECORDING_BYTES_MAX, readRecording } from './read-recording.ts'
import { createReplayFeed } from './replay-feed.ts'

/** So long is a live venue waited for, so that the exchange begins with its prices; then it begins without. */
const FIRST_BOOKS_MS_MAX = 10_000

/**
 * Opens what `--feed` asks for: `FILE`, `FILE:SYMBOL` or `live:VENUE`. Throws FeedError, in words for the
 * person who typed it, when the file, the symbol or the venue cannot be used.
 */
export async function openFeed(
  option: string,
  symbols: readonly AgentSymbol[],
): Promise<PriceFeed> {
  const asked = parseFeedOption(option)
  if (asked.kind === 'live') {
    const exchange = await openCcxtExchange(asked.venue)
    const feed = await startLiveFeed(createCcxtSource({ venue: asked.venue, symbols, exchange }))
    await Promise.race([feed.complete, wait(FIRST_BOOKS_MS_MAX, undefined, { ref: false })])
    return feed
  }
  const fileName = basename(asked.path)
  const bytes = await readBytes(asked.path)
  const symbol = resolveSymbol({ ...asked, symbols })
  return createReplayFeed({ symbol, fileName, recording: readRecording(bytes, fileName) })
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path)
    if (size > RECORDING_BYTES_MAX) {
      throw new RangeError(`the file has ${size} bytes, at most ${RECORDING_BYTES_MAX} are read`)
    }
    return await readFile(path)
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause)
    throw new FeedError(
      `expected a readable file of candles or trades, found ${found}; check the path after --feed`,
      { cause },
    )
  }
}
